package exchange

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"silian/casework"
)

// VaultMember is one member of a backup: its name is short ASCII, its content of
// exactly Size bytes is read once, front to back.
type VaultMember struct {
	Name string
	Size int64
	From io.Reader
}

// VaultConfig says what is sealed where.
type VaultConfig struct {
	Keys    Deriver
	KeyFile []byte // the office's key file as it is today
	Type    string // TypeBackup or TypeAttachment
	Office  casework.OfficeCode
	Created Stamp
	Members []VaultMember
	Dir     string    // a folder on the local disk
	Name    string    // of the first part, see PartName for others
	Part    int64     // most plaintext in one part; 0 means MaxVaultPart
	Random  io.Reader // nil means crypto/rand
	// Progress is told plaintext bytes sealed; may be nil.
	Progress func(done, total int64)
	// Wrap, if not nil, stands between the program and each file; tests let writes fail.
	Wrap func(io.Writer) io.Writer

	piece int64 // most bytes of a member that stand together; 0 means maxPiece, tests want less
}

// maxPiece is the largest size that a ustar header can say. A larger member, the database
// of a county with a million cases, stands in pieces: NAME, NAME.2, NAME.3.
const maxPiece = 1<<33 - 1

// pieces cuts a member; one of up to most bytes stays whole.
func pieces(name string, size, most int64) (names []string, sizes []int64) {
	if most == 0 {
		most = maxPiece
	}
	for n := 1; ; n++ {
		piece := min(size, most)
		if n > 1 {
			names = append(names, fmt.Sprintf("%s.%d", name, n))
		} else {
			names = append(names, name)
		}
		sizes = append(sizes, piece)
		if size -= piece; size == 0 {
			return names, sizes
		}
	}
}

// PartName gives the name of a part: NAME.sbk for the first, NAME-p2.sbk for the
// second.
func PartName(first string, part int) string {
	if part < 2 {
		return first
	}
	ext := filepath.Ext(first)
	return fmt.Sprintf("%s-p%d%s", strings.TrimSuffix(first, ext), part, ext)
}

// SealVault writes the parts of a backup into cfg.Dir and gives their paths. On error
// or cancel none is left. A name that is taken is an error.
func SealVault(ctx context.Context, cfg VaultConfig) (paths []string, err error) {
	if cfg.Random == nil {
		cfg.Random = rand.Reader
	}
	if cfg.Part == 0 {
		cfg.Part = MaxVaultPart
	}
	v, err := newVaultWriter(ctx, cfg)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, removeAll(paths))
			paths = nil
		}
	}()
	for v.header.Part = 1; v.header.Part <= v.header.Parts; v.header.Part++ {
		path := filepath.Join(cfg.Dir, PartName(cfg.Name, v.header.Part))
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err != nil {
			return paths, fmt.Errorf("exchange: backup: %w", err)
		}
		paths = append(paths, path)
		err = v.part(f)
		if err == nil {
			err = f.Sync()
		}
		if err := errors.Join(err, f.Close()); err != nil {
			return paths, fmt.Errorf("exchange: backup: %w", err)
		}
	}
	if n, err := v.plain.Read(make([]byte, 1)); n > 0 || !errors.Is(err, io.EOF) {
		return paths, fmt.Errorf("%w: longer than announced", ErrSourceChanged)
	}
	return paths, nil
}

func removeAll(paths []string) error {
	var errs []error
	for _, p := range paths {
		if err := os.Remove(p); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// vaultWriter is a backup in the making.
type vaultWriter struct {
	ctx    context.Context
	cfg    VaultConfig
	header VaultHeader
	keys   vaultKeys
	plain  io.Reader // the inner archive
	total  int64
	done   int64
}

func newVaultWriter(ctx context.Context, cfg VaultConfig) (*vaultWriter, error) {
	v := &vaultWriter{ctx: ctx, cfg: cfg, header: VaultHeader{Type: cfg.Type, Office: cfg.Office, Created: cfg.Created}}
	file, err := parseKeyFile(cfg.KeyFile)
	if err != nil {
		return nil, err
	}
	v.header.Keys = *file
	if _, err := io.ReadFull(cfg.Random, v.header.ID[:]); err != nil {
		return nil, fmt.Errorf("exchange: randomness: %w", err)
	}
	if v.keys, err = newVaultKeys(cfg.Keys, v.header.ID); err != nil {
		return nil, err
	}
	if v.header.Commit, err = v.keys.commit(); err != nil {
		return nil, err
	}
	if v.plain, v.total, err = archive(cfg.Members, cfg.piece); err != nil {
		return nil, err
	}
	v.header.Parts = int((v.total + cfg.Part - 1) / cfg.Part)
	if v.header.Parts > maxParts {
		return nil, fmt.Errorf("%w: %d parts", ErrTooMuch, v.header.Parts)
	}
	return v, nil
}

// archive joins the members to a strict ustar archive that is read once.
func archive(members []VaultMember, piece int64) (io.Reader, int64, error) {
	var all []io.Reader
	size := int64(2 * blockSize)
	for _, m := range members {
		if m.Name == "" || len(m.Name) > maxName-5 || m.Size < 0 {
			return nil, 0, fmt.Errorf("%w: member %q of %d bytes", ErrTooMuch, m.Name, m.Size)
		}
		names, sizes := pieces(m.Name, m.Size, piece)
		for i, n := range sizes {
			h := memberHeader(names[i], n)
			pad := make([]byte, padded(n)-n)
			all = append(all, bytes.NewReader(h[:]), &exactly{m.From, n}, bytes.NewReader(pad))
			size += memberSpan(n)
		}
	}
	return io.MultiReader(append(all, bytes.NewReader(make([]byte, 2*blockSize)))...), size, nil
}

// exactly reads left bytes, neither fewer nor more.
type exactly struct {
	r    io.Reader
	left int64
}

func (e *exactly) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n, err := e.r.Read(p[:min(int64(len(p)), e.left)])
	if e.left -= int64(n); e.left > 0 && errors.Is(err, io.EOF) {
		return n, fmt.Errorf("%w: shorter than announced", ErrSourceChanged)
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return n, err
}

// part writes one part: README, header, body.
func (v *vaultWriter) part(f io.Writer) error {
	if v.cfg.Wrap != nil {
		f = v.cfg.Wrap(f)
	}
	plain := min(v.cfg.Part, v.total-v.done)
	v.header.Size = sealedLen(plain)
	raw, err := v.header.encode()
	if err != nil {
		return err
	}
	key, err := v.keys.body(raw)
	if err != nil {
		return err
	}
	out := &tarWriter{w: f}
	if err := errors.Join(out.member(vaultReadmeName, []byte(vaultReadme)), out.member(headerName, raw)); err != nil {
		return err
	}
	if err := out.begin(bodyName, v.header.Size); err != nil {
		return err
	}
	stream, err := newStreamWriter(out, key)
	if err != nil {
		return err
	}
	before := v.done
	n, err := copyPieces(v.ctx, stream, io.LimitReader(v.plain, plain), 0, func(done, _ int64) {
		if v.cfg.Progress != nil {
			v.cfg.Progress(before+done, v.total)
		}
	})
	if v.done += n; err != nil {
		return err
	}
	if n != plain {
		return fmt.Errorf("%w: shorter than announced", ErrSourceChanged)
	}
	return errors.Join(stream.Close(), out.close())
}

// BytesMember is a member of bytes in memory.
func BytesMember(name string, data []byte) VaultMember {
	return VaultMember{Name: name, Size: int64(len(data)), From: bytes.NewReader(data)}
}

// DigestFile gives size and SM3 of a local file.
func DigestFile(ctx context.Context, path string) (int64, casework.Digest, error) {
	n, d, err := digestFile(ctx, path)
	if err != nil {
		err = fmt.Errorf("exchange: read: %w", err)
	}
	return n, d, err
}

// SyncDir makes new names in a folder survive a power cut where the system can.
func SyncDir(dir string) { _ = syncDir(dir) }
