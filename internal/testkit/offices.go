package testkit

import "silian/casework"

// County gives the county office of a fictional county; the other offices below
// are its own.
func County() casework.Office {
	return casework.Office{Code: "411626000000", Name: "平川县两办", Level: casework.County}
}

// Township gives a township of the county.
func Township() casework.Office {
	return casework.Office{Code: "411626102000", Name: "甲乡", Level: casework.Township, Parent: County().Code}
}

// Village gives a village of Township.
func Village() casework.Office {
	return casework.Office{Code: "411626102201", Name: "柳树村", Level: casework.Village, Parent: Township().Code}
}

// Neighbour gives the other village of Township.
func Neighbour() casework.Office {
	return casework.Office{Code: "411626102202", Name: "槐树村", Level: casework.Village, Parent: Township().Code}
}

// OtherTownship gives the township next to Township.
func OtherTownship() casework.Office {
	return casework.Office{Code: "411626103000", Name: "乙乡", Level: casework.Township, Parent: County().Code}
}
