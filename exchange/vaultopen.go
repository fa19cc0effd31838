package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/emmansun/gmsm/sm3"

	"silian/casework"
)

// Vault is a backup with all its parts, opened for reading and not yet believed.
type Vault struct {
	Header VaultHeader // of the first part
	files  []*os.File
	raw    [][]byte
	bodies []*io.SectionReader
}

// OpenVault reads the fronts of a backup; path is its first part. No password is
// needed. Errors are a *Refusal: unreadable, not_sealed_file (no backup of ours),
// newer_format, damaged (a part is missing too).
func OpenVault(path string) (_ *Vault, err error) {
	v := &Vault{}
	defer func() {
		if err != nil {
			_ = v.Close()
		}
	}()
	if err := v.add(path); err != nil {
		return nil, err
	}
	first := v.Header
	if first.Part != 1 {
		return nil, refuse(ReasonWrongType, "this is part %d: choose part 1", first.Part)
	}
	for part := 2; part <= first.Parts; part++ {
		if err := v.add(PartName(path, part)); err != nil {
			return nil, refuse(ReasonDamaged, "part %d: %w", part, err)
		}
		if h := v.Header; h.ID != first.ID || h.Part != part || h.Parts != first.Parts || h.Type != first.Type {
			return nil, refuse(ReasonDamaged, "part %d is of another backup", part)
		}
	}
	v.Header = first
	return v, nil
}

// add opens one more part and leaves its header in v.Header.
func (v *Vault) add(path string) error {
	info, err := os.Lstat(path)
	if err != nil {
		return refuse(ReasonUnreadable, "%w", err)
	}
	if !info.Mode().IsRegular() {
		return refuse(ReasonUnreadable, "no plain file")
	}
	f, err := os.OpenFile(path, os.O_RDONLY|openFlags, 0)
	if err != nil {
		return refuse(ReasonUnreadable, "%w", err)
	}
	v.files = append(v.files, f)
	t := &tarReader{r: f, size: info.Size()}
	if err := readVaultReadme(t); err != nil {
		return err
	}
	raw, err := smallMember(t, headerName, MaxHeader)
	if err != nil {
		return err
	}
	if v.Header, err = parseVaultHeader(raw); err != nil {
		return err
	}
	body, err := t.next(bodyName, v.Header.Size)
	if err != nil {
		return &Refusal{Reason: ReasonDamaged, Err: err}
	}
	if err := errors.Join(t.padding(body), t.finish()); err != nil {
		return &Refusal{Reason: ReasonDamaged, Err: err}
	}
	v.raw, v.bodies = append(v.raw, raw), append(v.bodies, body)
	return nil
}

// readVaultReadme tells "no backup of ours" and "a later format" from "damaged".
func readVaultReadme(t *tarReader) error {
	name, size, ok, err := t.peek()
	if err != nil || !ok {
		return refuse(ReasonNotSealedFile, "no archive: %w", cmpErr(err, errTar))
	}
	if name != vaultReadmeName {
		if strings.HasPrefix(name, "SBK") && strings.HasSuffix(name, "-README.txt") {
			return refuse(ReasonNewerFormat, "format %.8q", name)
		}
		return refuse(ReasonNotSealedFile, "first member %.16q", name)
	}
	text, err := smallMember(t, vaultReadmeName, int64(len(vaultReadme)))
	if err != nil {
		return err
	}
	if size != int64(len(vaultReadme)) || string(text) != vaultReadme {
		return refuse(ReasonDamaged, "README differs")
	}
	return nil
}

// Close lets go of the files.
func (v *Vault) Close() error {
	var errs []error
	for _, f := range v.files {
		errs = append(errs, f.Close())
	}
	return errors.Join(errs...)
}

// KeyFile gives the key file as it stood on the day of the backup.
func (v *Vault) KeyFile() ([]byte, error) { return casework.Encode(v.Header.Keys) }

// Size gives the plaintext bytes of all parts.
func (v *Vault) Size() (total int64) {
	for _, b := range v.bodies {
		n, _ := plainLen(b.Size())
		total += n
	}
	return total
}

// VaultContents are the members of an opened backup, one after the other. What a
// read gives is authentic; what follows is not known yet.
type VaultContents struct {
	tar   *tarReader
	ctx   context.Context
	piece int64 // see VaultConfig
}

// Contents opens the inside. ErrWrongPassword means that keys are of another office
// or another set. ctx ends every later read.
func (v *Vault) Contents(ctx context.Context, keys Deriver) (*VaultContents, error) {
	k, err := newVaultKeys(keys, v.Header.ID)
	if err != nil {
		return nil, err
	}
	commit, err := k.commit()
	if err != nil {
		return nil, err
	}
	var all joined
	for i, body := range v.bodies {
		h, err := parseVaultHeader(v.raw[i])
		if err != nil {
			return nil, err
		}
		if h.Commit != commit {
			return nil, ErrWrongPassword
		}
		key, err := k.body(v.raw[i])
		if err != nil {
			return nil, err
		}
		r, err := newStreamReader(body, h.Size, key)
		if err != nil {
			return nil, &Refusal{Reason: ReasonDamaged, Err: err}
		}
		all = append(all, r)
	}
	return &VaultContents{tar: &tarReader{r: all, size: v.Size()}, ctx: ctx}, nil
}

// joined reads several streams as one.
type joined []*streamReader

// ReadAt implements io.ReaderAt.
func (j joined) ReadAt(p []byte, off int64) (int, error) {
	done := 0
	for _, r := range j {
		if off >= r.size {
			off -= r.size
			continue
		}
		n, err := r.ReadAt(p[done:min(int64(len(p)), int64(done)+r.size-off)], off)
		if done += n; err != nil || done == len(p) {
			return done, err
		}
		off = 0
	}
	return done, io.EOF
}

// Small gives the next member, which must have this name and at most limit bytes.
func (c *VaultContents) Small(name string, limit int64) ([]byte, error) {
	data, err := smallMember(c.tar, name, limit)
	if err != nil {
		return nil, vaultError(err)
	}
	return data, c.ctx.Err()
}

// Copy writes the next member, which must have this name and size, to w and gives
// its SM3. progress is told bytes written and may be nil.
func (c *VaultContents) Copy(w io.Writer, name string, size int64, progress func(done, total int64)) (casework.Digest, error) {
	sum := sm3.New()
	before := int64(0)
	names, sizes := pieces(name, size, c.piece)
	for i, n := range sizes {
		s, err := c.tar.next(names[i], n)
		if err != nil {
			return casework.Digest{}, vaultError(err)
		}
		tell := progress
		if tell != nil {
			tell = func(done, _ int64) { progress(before+done, size) }
		}
		if _, err := copyPieces(c.ctx, io.MultiWriter(sum, w), s, n, tell); err != nil {
			return casework.Digest{}, vaultError(err)
		}
		if err := c.tar.padding(s); err != nil {
			return casework.Digest{}, vaultError(err)
		}
		before += n
	}
	return casework.Digest(sum.Sum(nil)), nil
}

// Finish checks that nothing follows the last member.
func (c *VaultContents) Finish() error { return vaultError(c.tar.finish()) }

// vaultError names what is not authentic as damage; errors of our own disk pass.
func vaultError(err error) error {
	if errors.Is(err, errStream) || errors.Is(err, errTar) || errors.Is(err, io.ErrUnexpectedEOF) {
		return &Refusal{Reason: ReasonDamaged, Err: err}
	}
	return err
}

// CheckLone reports whether path is a whole vault of one part and one member of size
// bytes that keys open: its front is sound and its length right. Its body is not read.
func CheckLone(path string, keys Deriver, size int64) error {
	v, err := OpenVault(path)
	if err != nil {
		return err
	}
	defer func() { _ = v.Close() }()
	if want := memberSpan(size) + 2*blockSize; v.Size() != want {
		return refuse(ReasonDamaged, "holds %d bytes instead of %d", v.Size(), want)
	}
	_, err = v.Contents(context.Background(), keys)
	return err
}

// FreeSpace gives the bytes that may still be written where dir lies, false where
// the system does not say.
func FreeSpace(dir string) (int64, bool) {
	for {
		if n, err := freeSpace(dir); err == nil {
			return n, true
		}
		up := filepath.Dir(dir)
		if up == dir {
			return 0, false
		}
		dir = up
	}
}

// NoRoom is ErrNoRoom with the figures.
func NoRoom(free, need int64) error {
	return fmt.Errorf("%w: %d bytes free, %d needed", ErrNoRoom, free, need)
}
