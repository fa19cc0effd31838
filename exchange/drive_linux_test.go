package exchange_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/exchange"
)

// tree makes files, and links for contents that begin with "->".
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		to, link := strings.CutPrefix(text, "->")
		if !link {
			err := os.WriteFile(path, []byte(text), 0o644)
			if err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.Symlink(to, path); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestDrives(t *testing.T) {
	root := tree(t, map[string]string{
		"proc/mounts": strings.Join([]string{
			"proc /proc proc rw 0 0",
			"/dev/sda2 / ext4 rw 0 0",
			"/dev/sda1 /boot/efi vfat rw 0 0",
			`/dev/sdb1 /media/li/U\040\321\247 vfat rw,nosuid 0 0`,
			"/dev/sdb1 /mnt/again vfat rw 0 0",
			"/dev/sdc1 /media/li/DISK fuseblk ro,relatime 0 0",
			"/dev/sdd /media/li/whole exfat rw 0 0",
			"/dev/mapper/luks-1 /media/li/secret ext4 rw 0 0",
			"/dev/sr0 /media/li/cd iso9660 ro 0 0",
			"/dev/sde1 /srv/data ext4 rw 0 0",
			"/dev/loop0 /snap/x squashfs ro 0 0",
			"short",
		}, "\n"),
		"sys/block/sda/removable":                             "0\n",
		"sys/block/sda/sda1/x":                                "",
		"sys/block/sda/sda2/x":                                "",
		"sys/block/sdb/removable":                             "1\n",
		"sys/block/sdb/sdb1/x":                                "",
		"sys/devices/pci0/usb2/2-1/block/sdc/removable":       "0\n",
		"sys/devices/pci0/usb2/2-1/block/sdc/sdc1/x":          "",
		"sys/block/sdc":                                       "->../devices/pci0/usb2/2-1/block/sdc",
		"sys/block/sdd/removable":                             "1\n",
		"sys/block/dm-0/slaves/sdb2/x":                        "",
		"sys/block/sdb/sdb2/x":                                "",
		"sys/block/sr0/removable":                             "1\n",
		"sys/block/sde/removable":                             "0\n",
		"sys/block/sde/sde1/x":                                "",
		"dev/mapper/luks-1":                                   "->../dm-0",
		`dev/disk/by-label/\xe5\x88\x98\xe6\x9d\x91\x20U\xe7`: "->../../sdb1",
		"dev/disk/by-label/BIG":                               "->../../sdc1",
	})
	free := func(dir string) (int64, error) {
		if dir == "/media/li/whole" {
			return 0, errors.New("gone")
		}
		return 7, nil
	}
	got, err := exchange.DrivesUnder(root, free)
	if err != nil {
		t.Fatal(err)
	}
	want := []exchange.Drive{
		{Path: "/media/li/DISK", Label: "BIG", System: "fuseblk", Free: 7, ReadOnly: true},
		{Path: "/media/li/U \xd1\xa7", Label: "刘村 U", System: "vfat", Free: 7},
		{Path: "/media/li/secret", Label: "secret", System: "ext4", Free: 7},
		{Path: "/media/li/whole", Label: "whole", System: "exfat", Free: -1},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if _, err := exchange.DrivesUnder(t.TempDir(), free); err == nil {
		t.Error("no /proc and no error")
	}
	if _, err := exchange.Drives(); err != nil {
		t.Errorf("on this machine: %v", err)
	}
}
