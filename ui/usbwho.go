package ui

import (
	"slices"
	"strings"

	"silian/casework"
	"silian/office"
	"silian/ui/widgets"
)

// States of a peer's card as the office names them.
const (
	peerCompared = "compared"
	peerRevoked  = "revoked"
)

// sortPeers puts the superior first, then by level from above and by code.
func sortPeers(me casework.Office, peers []office.Peer) {
	slices.SortStableFunc(peers, func(a, b office.Peer) int {
		if up := boolRank(b.Code == me.Parent) - boolRank(a.Code == me.Parent); up != 0 {
			return up
		}
		if level := b.Level.Rank() - a.Level.Rank(); level != 0 {
			return level
		}
		return strings.Compare(string(a.Code), string(b.Code))
	})
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// fingerCard is an office with its fingerprint, in words.
type fingerCard struct {
	name, what, digits string
	tone               widgets.Tone
	state              string
}

func (d usbData) ownCard() fingerCard {
	return fingerCard{d.me.Name, "本单位", d.own, widgets.Neutral, "念给对方听"}
}

func (d usbData) peerCard(p office.Peer) fingerCard {
	c := fingerCard{name: p.Name, what: office.Word("level_long", p.Level), digits: p.Fingerprint}
	if p.Code == d.me.Parent {
		c.what = "上级"
	}
	switch p.State {
	case peerCompared:
		c.tone, c.state = widgets.Green, monthDay(p.Added)+"核过"
	case peerRevoked:
		c.tone, c.state = widgets.Neutral, "已停用"
	default:
		c.tone, c.state = widgets.Ochre, "等核对"
	}
	return c
}
