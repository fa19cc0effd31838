package ime

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// The functions of Windows that golang.org/x/sys does not name.
var (
	imm32                   = windows.NewLazySystemDLL("imm32.dll")
	immGetContext           = imm32.NewProc("ImmGetContext")
	immReleaseContext       = imm32.NewProc("ImmReleaseContext")
	immSetCompositionWindow = imm32.NewProc("ImmSetCompositionWindow")
	immSetCandidateWindow   = imm32.NewProc("ImmSetCandidateWindow")
	immGetCompositionString = imm32.NewProc("ImmGetCompositionStringW")

	comctl32          = windows.NewLazySystemDLL("comctl32.dll")
	setWindowSubclass = comctl32.NewProc("SetWindowSubclass")
	defSubclassProc   = comctl32.NewProc("DefSubclassProc")

	user32         = windows.NewLazySystemDLL("user32.dll")
	clientToScreen = user32.NewProc("ClientToScreen")
	getClientRect  = user32.NewProc("GetClientRect")

	kernel32      = windows.NewLazySystemDLL("kernel32.dll")
	rtlMoveMemory = kernel32.NewProc("RtlMoveMemory")
)

// Codes of imm.h.
const (
	cfsPoint      = 0x0002 // COMPOSITIONFORM: the text being composed stands at ptCurrentPos
	cfsForced     = 0x0020 // … without the input method moving it
	cfsExclude    = 0x0080 // CANDIDATEFORM: candidates must not cover rcArea
	gcsCompString = 0x0008

	wmIMERequest         = 0x0288
	imrQueryCharPosition = 0x0006

	subclassID = 1 // of our window procedure
)

// point, rectangle, compositionForm, candidateForm and charPosition are POINT, RECT,
// COMPOSITIONFORM, CANDIDATEFORM and IMECHARPOSITION.
type (
	point           struct{ X, Y int32 }
	rectangle       struct{ Left, Top, Right, Bottom int32 }
	compositionForm struct {
		Style   uint32
		Current point
		Area    rectangle
	}
	candidateForm struct {
		Index, Style uint32
		Current      point
		Area         rectangle
	}
	charPosition struct {
		Size, CharPos uint32
		At            point
		LineHeight    uint32
		Document      rectangle
	}
)

// Place tells the input method of a window (an HWND) where the caret is. Call it on
// the main thread, which owns the window.
func Place(window uintptr, at Spot) {
	if window == 0 {
		return
	}
	answerWith(window, at)
	context, _, _ := immGetContext.Call(window)
	if context == 0 {
		return // no input method is at work
	}
	defer release(window, context)
	x, y, h := int32(at.X), int32(at.Y), int32(at.Height)
	area := rectangle{x, y, x + 1, y + h}
	text := compositionForm{Style: cfsPoint | cfsForced, Current: point{x, y}, Area: area}
	_, _, _ = immSetCompositionWindow.Call(context, uintptr(unsafe.Pointer(&text)))
	list := candidateForm{Style: cfsExclude, Current: point{x, y + h}, Area: area}
	_, _, _ = immSetCandidateWindow.Call(context, uintptr(unsafe.Pointer(&list)))
}

// Composing says whether a text is being composed that is not committed yet.
func Composing(window uintptr) bool {
	context, _, _ := immGetContext.Call(window)
	if context == 0 {
		return false
	}
	defer release(window, context)
	n, _, _ := immGetCompositionString.Call(context, gcsCompString, 0, 0)
	return int32(n) > 0 // negative: an error
}

func release(window, context uintptr) { _, _, _ = immReleaseContext.Call(window, context) }

// answerWith puts our procedure before the window's own, with the caret as its
// datum; the second call of SetWindowSubclass changes only that.
func answerWith(window uintptr, at Spot) {
	if setWindowSubclass.Find() != nil {
		return
	}
	_, _, _ = setWindowSubclass.Call(window, windows.NewCallback(windowProc), subclassID, pack(at))
}

// windowProc answers an input method of Windows 11 that asks where the caret is;
// everything else goes on to the window.
func windowProc(window, message, wParam, lParam, _, datum uintptr) uintptr {
	if message == wmIMERequest && wParam == imrQueryCharPosition && lParam != 0 {
		answer(window, lParam, unpack(datum))
		return 1
	}
	r, _, _ := defSubclassProc.Call(window, message, wParam, lParam)
	return r
}

// answer fills in the IMECHARPOSITION that lies at an address of Windows, past its
// first two members, which are the question.
func answer(window, address uintptr, at Spot) {
	caret := point{int32(at.X), int32(at.Y)}
	_, _, _ = clientToScreen.Call(window, uintptr(unsafe.Pointer(&caret)))
	var inner rectangle
	_, _, _ = getClientRect.Call(window, uintptr(unsafe.Pointer(&inner)))
	corner, end := point{inner.Left, inner.Top}, point{inner.Right, inner.Bottom}
	_, _, _ = clientToScreen.Call(window, uintptr(unsafe.Pointer(&corner)))
	_, _, _ = clientToScreen.Call(window, uintptr(unsafe.Pointer(&end)))
	said := charPosition{At: caret, LineHeight: uint32(at.Height), Document: rectangle{corner.X, corner.Y, end.X, end.Y}}
	skip := unsafe.Offsetof(said.At)
	_, _, _ = rtlMoveMemory.Call(address+skip, uintptr(unsafe.Pointer(&said.At)), unsafe.Sizeof(said)-skip)
}
