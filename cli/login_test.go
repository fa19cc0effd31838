package cli_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"silian/casework"
	"silian/cli"
	"silian/office"
)

// TestVerbsAskForThePIN: where people have PINs, the office password is not enough to
// read or to write; what says nothing of a matter needs none.
func TestVerbsAskForThePIN(t *testing.T) {
	path, ctx := filepath.Join(t.TempDir(), "o.db"), context.Background()
	o, _, err := office.Init(ctx, office.Founding{
		Config:    office.Config{Path: path, Password: "long enough"},
		Office:    casework.Office{Code: "419901102201", Name: "东岭村", Level: casework.Village, Parent: "419901102000"},
		Operators: []office.Operator{{Number: 1, Name: "韩守田", Role: casework.RoleVillageSecretary}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.AddOperator(ctx, office.Person{Name: "李小兰", Role: casework.RoleVillageRegistrar, PIN: "70415"}, "2580"); err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	pinFile := filepath.Join(t.TempDir(), "pin")
	if err := os.WriteFile(pinFile, []byte("70415\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name, pin string
		args      []string
		code      int
		says      string
	}{
		{"nobody", "70415", []string{"list"}, 1, "--operator"},
		{"no PIN", "", []string{"list", "--operator", "2"}, 1, "SILIAN_PIN"},
		{"somebody else's", "2580", []string{"list", "--operator", "2"}, 1, "PIN码不对"},
		{"right", "", []string{"list", "--operator", "2", "--pin-file", pinFile}, 0, "共 0 件"},
		{"check", "", []string{"check"}, 0, "没有发现问题"},
	} {
		var out, errs bytes.Buffer
		env := cli.Env{Out: &out, Err: &errs, Getenv: func(key string) string {
			return map[string]string{"SILIAN_PASSWORD": "long enough", "SILIAN_PIN": tc.pin}[key]
		}}
		code := cli.Run(ctx, append(tc.args, "--db", path), env)
		if said := out.String() + errs.String(); code != tc.code || !strings.Contains(said, tc.says) || strings.Contains(said, "70415") {
			t.Errorf("%s: exit %d: %s", tc.name, code, said)
		}
	}
}
