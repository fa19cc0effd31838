//go:build unix

package exchange

import "golang.org/x/sys/unix"

// openFlags keep a pipe or link that was swapped in from blocking us or leading
// us elsewhere.
const openFlags = unix.O_NOFOLLOW | unix.O_NONBLOCK

// freeSpace gives the bytes that this user may still write on the volume of dir.
func freeSpace(dir string) (int64, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return 0, err
	}
	return int64(st.Bavail) * int64(st.Bsize), nil
}
