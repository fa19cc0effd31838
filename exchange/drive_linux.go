package exchange

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

func drives() ([]Drive, error) { return drivesUnder("/", freeSpace) }

// mount is one line of /proc/mounts.
type mount struct {
	device, path, system string
	readOnly             bool
}

// drivesUnder finds sticks by the trees proc, sys and dev below root: mounted block
// devices whose disk is removable or hangs on USB. The places of the system itself
// are left out, also where it runs from a stick.
func drivesUnder(root string, free func(dir string) (int64, error)) ([]Drive, error) {
	mounts, err := readMounts(filepath.Join(root, "proc", "mounts"))
	if err != nil {
		return nil, err
	}
	labels := readLabels(filepath.Join(root, "dev", "disk", "by-label"))
	var out []Drive
	seen := map[string]bool{}
	for _, m := range mounts {
		name := deviceName(root, m.device)
		if name == "" || seen[name] || systemPlace(m.path) || !portable(root, name, 0) {
			continue
		}
		seen[name] = true
		d := Drive{Path: m.path, Label: plainLabel(labels[name]), System: m.system, Free: -1, ReadOnly: m.readOnly}
		if d.Label == "" {
			d.Label = plainLabel(filepath.Base(m.path))
		}
		if n, err := free(m.path); err == nil {
			d.Free = n
		}
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b Drive) int { return strings.Compare(a.Path, b.Path) })
	return out, nil
}

func readMounts(path string) ([]mount, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []mount
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		w := strings.Fields(lines.Text())
		if len(w) < 4 || !strings.HasPrefix(w[0], "/dev/") {
			continue
		}
		ro := slices.Contains(strings.Split(w[3], ","), "ro")
		out = append(out, mount{unescape(w[0], `\`, 8, 3), unescape(w[1], `\`, 8, 3), strings.ToLower(w[2]), ro})
	}
	return out, lines.Err()
}

// readLabels gives the labels of volumes by device name.
func readLabels(dir string) map[string]string {
	out := map[string]string{}
	entries, _ := os.ReadDir(dir) // none on systems without udev
	for _, e := range entries {
		if to, err := os.Readlink(filepath.Join(dir, e.Name())); err == nil {
			out[filepath.Base(to)] = unescape(e.Name(), `\x`, 16, 2)
		}
	}
	return out
}

// unescape turns \040 (mark `\`, base 8, 3 digits) or \x20 back into bytes.
func unescape(s, mark string, base, digits int) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, mark)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		if len(rest) >= digits {
			if n, err := strconv.ParseUint(rest[:digits], base, 8); err == nil {
				b.WriteByte(byte(n))
				s = rest[digits:]
				continue
			}
		}
		b.WriteString(mark)
		s = rest
	}
}

// deviceName is sdb1 for /dev/sdb1 and dm-0 for a link such as /dev/mapper/stick.
func deviceName(root, device string) string {
	if to, err := os.Readlink(filepath.Join(root, device)); err == nil {
		return filepath.Base(to)
	}
	return filepath.Base(device)
}

// systemPlace reports whether a mount point belongs to the running system.
func systemPlace(path string) bool {
	for _, p := range []string{"/boot", "/efi", "/usr", "/var", "/home", "/nix", "/snap", "/recovery"} {
		if path == p || strings.HasPrefix(path, p+"/") {
			return true
		}
	}
	return path == "/"
}

// portable reports whether a block device is, or lies on, a removable disk or one
// that hangs on USB. Encrypted sticks are followed to what they lie on.
func portable(root, name string, depth int) bool {
	block := filepath.Join(root, "sys", "block")
	disk := name
	if !exists(filepath.Join(block, disk)) {
		found, _ := filepath.Glob(filepath.Join(block, "*", name)) // partition; device names hold nothing that a pattern reads
		if len(found) != 1 {
			return false
		}
		disk = filepath.Base(filepath.Dir(found[0]))
	}
	if text, err := os.ReadFile(filepath.Join(block, disk, "removable")); err == nil && strings.TrimSpace(string(text)) == "1" {
		return !strings.HasPrefix(disk, "sr") // a disc cannot be written as a stick is
	}
	if at, err := filepath.EvalSymlinks(filepath.Join(block, disk)); err == nil && strings.Contains(at, "/usb") {
		return true
	}
	below, _ := os.ReadDir(filepath.Join(block, disk, "slaves"))
	for _, b := range below {
		if depth < 4 && portable(root, b.Name(), depth+1) {
			return true
		}
	}
	return false
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// volumeOf tells what a folder lies on.
func volumeOf(dir string) (volume, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return volume{}, err
	}
	v := volume{readOnly: st.Flags&unix.ST_RDONLY != 0}
	switch int64(st.Type) {
	case unix.MSDOS_SUPER_MAGIC:
		v.system = "vfat"
	case unix.EXFAT_SUPER_MAGIC:
		v.system = "exfat"
	}
	return v, nil
}
