package widgets_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// fyneFields are the text fields of Fyne, by package; entry.go alone may use them:
// only there do the candidates of a Chinese input method stand at the caret.
func fyneFields() map[string][]string {
	return map[string][]string{
		"fyne.io/fyne/v2/widget": {
			"Entry", "NewEntry", "NewEntryWithData", "NewMultiLineEntry", "NewPasswordEntry", "SelectEntry", "NewSelectEntry",
			"DateEntry", "NewDateEntry",
		},
		"fyne.io/fyne/v2/dialog": {
			"NewEntryDialog", "ShowEntryDialog", "NewFileOpen", "ShowFileOpen", "NewFileSave", "ShowFileSave",
			"NewFolderOpen", "ShowFolderOpen", "NewColorPicker", "ShowColorPicker",
		},
	}
}

// foreignFields lists the places of a file that use a text field of Fyne.
func foreignFields(file *ast.File) []token.Pos {
	names := map[string][]string{}
	for _, spec := range file.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		fields, ok := fyneFields()[path]
		if !ok {
			continue
		}
		name := path[strings.LastIndex(path, "/")+1:]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = fields
	}
	var found []token.Pos
	ast.Inspect(file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok && slices.Contains(names[x.Name], sel.Sel.Name) {
				found = append(found, sel.Pos())
			}
		}
		return true
	})
	return found
}

func TestOneTextField(t *testing.T) {
	files := token.NewFileSet()
	own := 0
	err := filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") {
			return err
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		found := foreignFields(file)
		if filepath.Base(path) == "entry.go" {
			own += len(found)
			return nil
		}
		for _, at := range found {
			t.Errorf("%s: a text field of Fyne; use widgets.NewEntry", files.Position(at))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if own == 0 {
		t.Error("entry.go was not seen: the test looks in the wrong place")
	}
}

func TestOneTextFieldFindsThem(t *testing.T) {
	const source = `package p
import fw "fyne.io/fyne/v2/widget"
type mine struct{ fw.Entry }
var field = fw.NewPasswordEntry()
`
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	if found := foreignFields(file); len(found) != 2 {
		t.Errorf("%d places found, want 2", len(found))
	}
}
