package office

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"silian/assets"
	"silian/casework"
	"silian/store"
)

var words = assets.Words() // read only after start

// Word gives the word that users see for a code: Word("handling", "H1"). An
// unknown code is shown as it is: it may come from a newer version.
func Word[T ~string](list string, code T) string {
	if code == "" {
		return ""
	}
	if w, ok := words[list+"."+string(code)]; ok {
		return w
	}
	return string(code)
}

// FigureWord gives the name of one part of an indicator and the unit it is counted in.
func FigureWord(id int, part string) (name, unit string) {
	key := "indicator." + strconv.Itoa(id)
	if part != "" {
		key += "." + part
	}
	name, unit, _ = strings.Cut(words[key], "|")
	return strings.TrimSpace(name), strings.TrimSpace(unit)
}

// Explain turns an error into plain Chinese: what happened and what to do next.
func Explain(err error) string {
	var problem *casework.Problem
	var refused *casework.Refused
	var sealed *SealError
	var tried *TryError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &problem):
		if w, ok := words["problem."+problem.Field+"."+problem.Code]; ok {
			return w
		}
		if w, ok := words["problem.any."+problem.Code]; ok {
			return w
		}
		return "这一项写得不对：" + problem.Field
	case errors.As(err, &refused):
		return explainRefused(refused)
	case errors.As(err, &sealed):
		return sealed.Explain()
	case errors.As(err, &tried):
		return tried.Explain()
	}
	for _, k := range []struct {
		err  error
		text string
	}{
		{store.ErrInUse, "这个文件已经在另一个窗口打开。请先关掉那一个。"},
		{store.ErrForeign, "这不是四联台账的文件，请换一个文件。"},
		{store.ErrNewer, "这个文件是新版本写的。请先升级程序再打开，文件没有变。"},
		{store.ErrExists, "这个位置已经有一个文件，没有动它。请换个名字或位置。"},
		{store.ErrMissing, "找不到这个文件。第一次用请先建立本单位文件。"},
		{store.ErrBehind, "这份文件少了本机写过的最后几笔：可能放回了旧的一份，或者旁边的日志文件不在了、坏了。没有动它。请找回原来整个文件夹；找不回，就说明这是恢复的旧备份，再打开。"},
		{store.ErrInstance, "这份文件不是本机上次用的那一份。请说明是恢复、搬家还是另一台，再打开。"},
		{store.ErrDamaged, "文件有损坏。请不要再写，先复制一份，再用最近的备份恢复。"},
		{ErrUnfounded, "上次建立这个文件时中途断了，里面什么也没有记。请重新建立一次。"},
		{store.ErrReserve, "磁盘满了，刚才这一步没有写进去，以前的都在。已经让出备用的空间：请再保存一次，然后马上备份，再清理磁盘。"},
		{store.ErrDiskFull, "磁盘满了，刚才这一步没有写进去，以前的都在，也能照常查看。请先清理磁盘，再保存一次。"},
		{store.ErrReadOnly, "这个位置或文件只能看、不能写（光盘、写保护的U盘等）。台账没有变。请把整个文件夹复制到本机硬盘，再从那里打开。"},
		{store.ErrDisk, "磁盘读写出错，刚才这一步没有写进去，以前的没有动。请看盘插好没有，另做一次备份，再重新打开。"},
		{store.ErrBusy, "别的程序正占着这个文件（杀毒、同步或备份软件），刚才这一步没有写进去，以前的都在。等一会儿再试。"},
		{ErrPassword, "口令不对，请再输一次；真忘了，用恢复码另设。台账没有变。"},
		{ErrNoViewer, "这台电脑没有能打开这种文件的程序。请装WPS或PDF阅读器，或者把文件另存到U盘，到别的电脑上看。台账没有变。"},
		{ErrNoPrinter, "没能交给打印机。请先打开文件，在看文件的程序里打印；再看打印机接好没有。台账没有变。"},
		{ErrSignedOut, "还没有登录，或者已经锁上。请选本人，输PIN码（一人的单位输口令）再办。台账没有变，没写完的还在。"},
		{ErrLocked, "还没有输口令，不能封也不能开文件。请先输口令。"},
		{ErrKeyFile, "钥匙文件损坏或不在，请从备份里找回台账旁边的钥匙文件和指纹卡。台账没有变。"},
		{casework.ErrLooser, "内部期限只能比法定更严，不能更松，也不能减少群众的权利。规则没有变。"},
		{casework.ErrUnknownClock, "没有这个期限编号，请看期限表。规则没有变。"},
		{casework.ErrBadRule, "这条规则写得不对，请照期限表写全。规则没有变。"},
		{context.Canceled, "已经停下，台账没有变。"},
	} {
		if errors.Is(err, k.err) {
			return k.text
		}
	}
	return "没有办成，台账没有变。详情：" + err.Error()
}

func explainRefused(r *casework.Refused) string {
	act := Word("kind", r.Act)
	if r.Need != "" {
		return act + "还不能办：" + Word("need", r.Need) + "。"
	}
	return act + "不能办：" + Word("why", r.Why) + "。"
}

// HandlingWord names the handling state of a case as an office sees it: what is
// under way to it waits for its yes.
func HandlingWord(c casework.Skeleton, me casework.OfficeCode) string {
	switch h := c.UnderWay(); {
	case h == nil:
	case h.To == me:
		return "待接办"
	case c.Handling == casework.ReceivedBelow:
		return "下级已收到"
	}
	return Word("handling", c.HandlingAt(me))
}

// FirstRole is the role of the person who makes the file of an office.
func FirstRole(l casework.Level) casework.Role {
	switch l {
	case casework.Village:
		return casework.RoleVillageSecretary
	case casework.Township:
		return casework.RoleTownshipClerk
	}
	return casework.RoleCountyClerk
}
