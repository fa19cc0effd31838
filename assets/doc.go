// Package assets holds embedded fonts, icons, templates, code lists, holiday table, region codes; loaders only.
package assets
