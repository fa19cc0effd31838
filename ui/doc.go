// Package ui is the window: navigation and one file (or folder) a room. It asks
// office and draws the answer; what can be tested without a window sits in a plain
// view-model beside each room.
package ui
