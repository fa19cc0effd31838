package casework

// JoinedRoom is the Data of RoomJoined: a retired cadre joins the room on the
// entry's date; the entry's id is the member.
type JoinedRoom struct {
	Name       string `json:"name"`
	Post       string `json:"post"`       // former post
	Speciality string `json:"speciality"` // code of list 3.10.2, or ""
	Monthly    int    `json:"monthly"`    // living subsidy, yuan a month
}

// LeftRoom is the Data of RoomLeft; the entry's date is the last day.
type LeftRoom struct {
	Member ID `json:"member"`
}

// ChangedStipend is the Data of RoomStipend: the new amount holds from the month of
// the entry's date.
type ChangedStipend struct {
	Member  ID  `json:"member"`
	Monthly int `json:"monthly"`
}

// SealedEnvelope is the Data of SealedReceived (检举控告): version 1 keeps no text of
// such a matter, only that an envelope came (domain 0.0, 2). It never travels and no
// village writes one.
type SealedEnvelope struct {
	Envelope  string `json:"envelope"`  // number on the paper envelope
	Addressee string `json:"addressee"` // 收件机关
}
