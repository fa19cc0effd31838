// Package packaging_test checks what is built around the program.
package packaging_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestPatchApplies applies our patch of GLFW to the version go.mod pins, without
// changing anything.
func TestPatchApplies(t *testing.T) {
	if _, err := exec.LookPath("patch"); err != nil {
		t.Skip("the program patch is not here; make deps installs it")
	}
	const module = "github.com/go-gl/glfw/v3.4/glfw"
	out, err := exec.Command("go", "mod", "download", "-json", module).Output()
	if err != nil {
		t.Fatalf("go mod download: %v", err)
	}
	var at struct{ Dir string }
	if err := json.Unmarshal(out, &at); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open("patches/glfw-x11-input-method.patch")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	try := exec.Command("patch", "--dry-run", "--fuzz=0", "--force", "-p1", "-d", at.Dir)
	try.Stdin = file
	said, err := try.CombinedOutput()
	if err != nil {
		t.Fatalf("the patch does not apply to %s: %v\n%s", at.Dir, err, said)
	}
	if strings.Contains(string(said), "offset") {
		t.Errorf("the patch applies only with an offset:\n%s", said)
	}
}
