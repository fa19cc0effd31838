//go:build soak

package main

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// op is what was asked of the disk.
type op int

const (
	opWrite op = iota
	opTruncate
	opSync
	opDelete
	opAck // not of the disk: act off was acknowledged
	opTry // act off was begun
	opHead
)

// event is one thing that was asked of the disk, in order.
type event struct {
	op   op
	path string
	off  int64 // or the new length, or the number of an act
	data []byte
}

// disk sits between SQLite and the system's files: it is registered as the VFS that
// every connection of this process uses, passes everything on, and writes down what
// was asked for the files under root. It can run full, and it can lie about syncs.
type disk struct {
	mu     sync.Mutex
	root   string
	events []event
	free   int64 // bytes that still fit, when limited
	limit  bool
	full   int // how often it said so

	orig  uintptr            // *Tsqlite3_vfs of the system
	files map[uintptr]handle // open files by their C address
	mine  map[uintptr]uintptr
}

type handle struct {
	path string
	orig uintptr // *Tsqlite3_io_methods of the system
}

// theDisk is the one disk of this process: C calls top-level functions only.
var theDisk = &disk{files: map[uintptr]handle{}, mine: map[uintptr]uintptr{}}

type (
	openFn   = func(*libc.TLS, uintptr, uintptr, uintptr, int32, uintptr) int32
	deleteFn = func(*libc.TLS, uintptr, uintptr, int32) int32
	closeFn  = func(*libc.TLS, uintptr) int32
	writeFn  = func(*libc.TLS, uintptr, uintptr, int32, int64) int32
	truncFn  = func(*libc.TLS, uintptr, int64) int32
	syncFn   = func(*libc.TLS, uintptr, int32) int32
)

// call makes a Go function of what C holds, address the reverse.
func call[F any](p uintptr) F { return *(*F)(unsafe.Pointer(&struct{ uintptr }{p})) }

func address[F any](f F) uintptr { return *(*uintptr)(unsafe.Pointer(&struct{ f F }{f})) }

// at reads C memory as a T; it never moves.
func at[T any](p uintptr) *T { return *(**T)(unsafe.Pointer(&p)) }

// install registers the disk as the VFS of all connections from now on.
func (d *disk) install() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.orig != 0 {
		return
	}
	tls := libc.NewTLS()
	d.orig = sqlite3.Xsqlite3_vfs_find(tls, 0)
	size := unsafe.Sizeof(sqlite3.Tsqlite3_vfs{})
	p := libc.Xmalloc(tls, libc.Tsize_t(size))
	v := at[sqlite3.Tsqlite3_vfs](p)
	*v = *at[sqlite3.Tsqlite3_vfs](d.orig)
	name, err := libc.CString("soak")
	if err != nil {
		panic(err)
	}
	v.FpNext, v.FzName = 0, name
	v.FxOpen, v.FxDelete = address[openFn](diskOpen), address[deleteFn](diskDelete)
	if rc := sqlite3.Xsqlite3_vfs_register(tls, p, 1); rc != 0 {
		panic(rc)
	}
}

// record begins to write down what happens under root.
func (d *disk) record(root string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.root, d.events, d.limit, d.full = root+string(filepath.Separator), nil, false, 0
}

// stop ends it and gives what happened.
func (d *disk) stop() []event {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.root, d.limit = "", false
	return d.events
}

func (d *disk) say(op op, number int, data []byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.events = append(d.events, event{op: op, off: int64(number), data: data})
}

// room lets so many bytes more be written, -1 for any number.
func (d *disk) room(bytes int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.free, d.limit = bytes, bytes >= 0
}

func (d *disk) watched(path string) bool { return d.root != "" && strings.HasPrefix(path, d.root) }

// add writes an event of a watched file down.
func (d *disk) add(e event) {
	if d.watched(e.path) {
		d.events = append(d.events, e)
	}
}

func diskOpen(tls *libc.TLS, _, zName, pFile uintptr, flags int32, pOut uintptr) int32 {
	d := theDisk
	rc := call[openFn](at[sqlite3.Tsqlite3_vfs](d.orig).FxOpen)(tls, d.orig, zName, pFile, flags, pOut)
	f := at[sqlite3.Tsqlite3_file](pFile)
	if rc != 0 || f.FpMethods == 0 || zName == 0 {
		return rc
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	mine, ok := d.mine[f.FpMethods]
	if !ok {
		mine = libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(sqlite3.Tsqlite3_io_methods{})))
		m := at[sqlite3.Tsqlite3_io_methods](mine)
		*m = *at[sqlite3.Tsqlite3_io_methods](f.FpMethods)
		m.FxClose, m.FxWrite = address[closeFn](diskClose), address[writeFn](diskWrite)
		m.FxTruncate, m.FxSync = address[truncFn](diskTruncate), address[syncFn](diskSync)
		d.mine[f.FpMethods] = mine
	}
	d.files[pFile] = handle{libc.GoString(zName), f.FpMethods}
	f.FpMethods = mine
	return rc
}

func (d *disk) handle(pFile uintptr) handle {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.files[pFile]
}

func diskClose(tls *libc.TLS, pFile uintptr) int32 {
	d := theDisk
	h := d.handle(pFile)
	d.mu.Lock()
	delete(d.files, pFile)
	d.mu.Unlock()
	return call[closeFn](at[sqlite3.Tsqlite3_io_methods](h.orig).FxClose)(tls, pFile)
}

func diskWrite(tls *libc.TLS, pFile, buf uintptr, n int32, off int64) int32 {
	d := theDisk
	h := d.handle(pFile)
	if d.refuses(h.path, off+int64(n)) {
		return sqlite3.SQLITE_FULL
	}
	rc := call[writeFn](at[sqlite3.Tsqlite3_io_methods](h.orig).FxWrite)(tls, pFile, buf, n, off)
	if rc == 0 {
		data := make([]byte, n)
		copy(data, unsafe.Slice(at[byte](buf), n))
		d.mu.Lock()
		d.add(event{opWrite, h.path, off, data})
		d.mu.Unlock()
	}
	return rc
}

// refuses reports that a file cannot grow to a length, and takes the room it needs.
func (d *disk) refuses(path string, length int64) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.limit || !d.watched(path) {
		return false
	}
	info, err := os.Stat(path)
	if err != nil || length <= info.Size() {
		return false
	}
	grows := length - info.Size()
	if grows > d.free {
		d.full++
		return true
	}
	d.free -= grows
	return false
}

func diskTruncate(tls *libc.TLS, pFile uintptr, length int64) int32 {
	d := theDisk
	h := d.handle(pFile)
	d.mu.Lock()
	d.add(event{op: opTruncate, path: h.path, off: length})
	d.mu.Unlock()
	return call[truncFn](at[sqlite3.Tsqlite3_io_methods](h.orig).FxTruncate)(tls, pFile, length)
}

func diskSync(tls *libc.TLS, pFile uintptr, flags int32) int32 {
	d := theDisk
	h := d.handle(pFile)
	rc := call[syncFn](at[sqlite3.Tsqlite3_io_methods](h.orig).FxSync)(tls, pFile, flags)
	if rc == 0 {
		d.mu.Lock()
		d.add(event{op: opSync, path: h.path})
		d.mu.Unlock()
	}
	return rc
}

func diskDelete(tls *libc.TLS, _, zName uintptr, syncDir int32) int32 {
	d := theDisk
	path := libc.GoString(zName)
	rc := call[deleteFn](at[sqlite3.Tsqlite3_vfs](d.orig).FxDelete)(tls, d.orig, zName, syncDir)
	if rc == 0 {
		d.mu.Lock()
		d.add(event{op: opDelete, path: path})
		d.mu.Unlock()
	}
	return rc
}
