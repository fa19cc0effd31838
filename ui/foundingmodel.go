package ui

import (
	"strings"
	"unicode/utf8"

	"silian/casework"
	"silian/office"
)

// founding is what the pages of the first use have been told.
type founding struct {
	level    int // index in foundingLevels, or -1
	name     string
	code     string
	parent   string
	person   string
	role     casework.Role // "" is that of the level's first person
	password string
	again    string

	typed    bool             // the code was typed, not found in the table
	place    string           // what lies above, in words
	villages []office.Village // of a township
}

// foundingLevels are the levels in the order of the choice on the page.
func foundingLevels() []casework.Level {
	return []casework.Level{casework.Village, casework.Township, casework.County}
}

// The answers, in order.
const (
	askLevel = iota
	askName
	askCode
	askParent
	askPerson
	askPassword
	askAgain
	asks // how many there are
)

// above is the code of the office above, which the own code tells; "" for a county.
func (f founding) above() string {
	if len(f.code) != 12 || f.level < 0 {
		return ""
	}
	switch foundingLevels()[f.level] {
	case casework.Village:
		return f.code[:9] + "000"
	case casework.Township:
		return f.code[:6] + "000000"
	}
	return ""
}

// check gives for each answer what is wrong, "" for right, and whether all is.
func (f founding) check() (wrong [asks]string, ok bool) {
	if f.level < 0 || f.level >= len(foundingLevels()) {
		wrong[askLevel] = "请选村、乡镇或县。"
	}
	if n := utf8.RuneCountInString(strings.TrimSpace(f.name)); n < 1 || n > 60 {
		wrong[askName] = "单位名称要写1到60个字。"
	}
	wrong[askCode] = f.checkCode()
	parent := strings.TrimSpace(f.parent)
	county := wrong[askLevel] == "" && foundingLevels()[f.level] == casework.County
	if _, err := casework.ParseOfficeCode(parent); err != nil && (parent != "" || !county) {
		wrong[askParent] = "上级代码也要12位数字；只有县可以空着。"
	}
	if parent != "" && parent == strings.TrimSpace(f.code) {
		wrong[askParent] = "上级代码不能和本单位一样。"
	}
	if n := utf8.RuneCountInString(strings.TrimSpace(f.person)); n < 1 || n > 40 {
		wrong[askPerson] = "请写用这台电脑的人的姓名。"
	}
	if utf8.RuneCountInString(f.password) < 8 {
		wrong[askPassword] = "口令至少8个字符。"
	}
	if f.again != f.password {
		wrong[askAgain] = "两遍口令不一样，请再输一遍。"
	}
	return wrong, wrong == [asks]string{}
}

// checkCode holds the code against its level.
func (f founding) checkCode() string {
	code := strings.TrimSpace(f.code)
	if _, err := casework.ParseOfficeCode(code); err != nil {
		return "要12位数字，请对照统计用区划代码再输。"
	}
	if f.level < 0 || f.level >= len(foundingLevels()) {
		return ""
	}
	switch foundingLevels()[f.level] {
	case casework.Village:
		if code[9:] == "000" {
			return "后3位都是0的是乡镇的代码，请输本村的。"
		}
	case casework.Township:
		if code[9:] != "000" || code[6:9] == "000" {
			return "乡镇的代码后3位都是0，前面3位不都是0。"
		}
	default:
		if code[6:] != "000000" {
			return "县的代码后6位都是0。"
		}
	}
	return ""
}

// office gives what office.Init needs. Call it only after check said ok.
func (f founding) office(cfg office.Config) office.Founding {
	level := foundingLevels()[f.level]
	cfg.Password = f.password
	role := f.role
	if role == "" {
		role = office.FirstRole(level)
	}
	return office.Founding{
		Config: cfg,
		Office: casework.Office{
			Code: casework.OfficeCode(strings.TrimSpace(f.code)), Name: strings.TrimSpace(f.name),
			Level: level, Parent: casework.OfficeCode(strings.TrimSpace(f.parent)),
		},
		Operators: []office.Operator{{Number: 1, Name: strings.TrimSpace(f.person), Role: role}},
	}
}

// recoveryLines breaks a recovery key into lines of groups that can be copied by
// hand: 14 groups of five, five a line.
func recoveryLines(key string) []string {
	const aLine = 5
	groups := strings.Split(key, "-")
	var out []string
	for len(groups) > aLine {
		out, groups = append(out, strings.Join(groups[:aLine], "　")), groups[aLine:]
	}
	return append(out, strings.Join(groups, "　"))
}
