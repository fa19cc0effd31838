package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"

	"silian/casework"
)

// metaStrays says that this copy of the database was restored, moved or doubled beside
// files of another one: they may be wanted again, so they are named and not removed.
const metaStrays = "keep_stray_files"

// collect removes what a crash left in the files folder: parts, and files whose row was
// never written or is gone.
func (s *Store) collect(ctx context.Context) error {
	if s.Renewed {
		err := s.Update(ctx, func(tx *Tx) error { return tx.SetMeta(metaStrays, "1") })
		if err != nil {
			return err
		}
	}
	return s.View(ctx, func(v *View) error {
		strays, err := v.strayFiles()
		if err != nil {
			return err
		}
		keep := v.metaOr(metaStrays, "") != ""
		for _, name := range strays {
			if keep && !strings.HasPrefix(name, partPrefix) {
				continue
			}
			// one that another program holds open is removed another time
			_ = os.Remove(s.filePath(name))
		}
		return nil
	})
}

// strayFiles names the files of the folder that no row names.
func (v *View) strayFiles() ([]string, error) {
	entries, err := os.ReadDir(v.s.FilesDir())
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("store: files: %w", err)
	}
	known := map[string]bool{}
	err = v.query(func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		known[name] = true
		return err
	}, "SELECT file FROM attachment WHERE file <> ''")
	var out []string
	for _, e := range entries {
		if ours := strings.HasPrefix(e.Name(), partPrefix) || isFileName(e.Name()); ours && !known[e.Name()] {
			out = append(out, e.Name())
		}
	}
	return out, err
}

// isFileName reports whether settle can have given this name; what a person put into
// the folder is left alone.
func isFileName(name string) bool {
	digest, part, ok := strings.Cut(name, ".")
	if !ok || len(digest) != 64 || len(part) != 16 {
		return false
	}
	_, err := casework.ParseDigest(digest)
	return err == nil
}

// checkAttachments reads every content and compares it with its digest; it names
// contents that no entry names, files that no row names, and rows of the projection
// that differ from the entries. Content that has not come yet is no problem.
func (v *View) checkAttachments(ctx context.Context, r *Report) error {
	all, err := v.Attachments()
	if err != nil {
		return err
	}
	for _, a := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := v.digestOf(ctx, a); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			r.Problems = append(r.Problems, fmt.Sprintf("attachment: %s: %v", a.Digest, err))
		}
		r.Attachments++
	}
	err = v.query(func(rows *sql.Rows) error {
		var digest []byte
		err := rows.Scan(&digest)
		r.Problems = append(r.Problems, fmt.Sprintf("attachment: %x belongs to no entry", digest))
		return err
	}, "SELECT digest FROM attachment WHERE digest NOT IN (SELECT digest FROM attached)")
	if err != nil {
		return err
	}
	strays, err := v.strayFiles()
	for _, name := range strays {
		r.Problems = append(r.Problems, "attachment: file "+name+" belongs to nothing")
	}
	return err
}

// digestOf reads one content.
func (v *View) digestOf(ctx context.Context, a AttachmentInfo) error {
	c, err := v.Attachment(a.Digest)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	sum := casework.NewDigester()
	buf := make([]byte, 64<<10)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := c.Read(buf)
		_, _ = sum.Write(buf[:n])
		if n == 0 || err != nil {
			break
		}
	}
	if sum.Digest() != a.Digest {
		return ErrContent
	}
	return nil
}
