package ui

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"silian/office"
)

// isFolder says whether a path is a folder that can be read.
func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// hasFile says whether a path is a file that is there.
func hasFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// findCards lists the office cards of a folder.
func findCards(dir string) []string {
	found, err := filepath.Glob(filepath.Join(dir, "*.xfcard"))
	if err != nil {
		return nil
	}
	slices.Sort(found)
	return found
}

// tidyPath takes a path as a person typed or pasted it: without quotes around it.
func tidyPath(s string) string {
	s = strings.Trim(strings.TrimSpace(s), `"'“”`)
	if s == "" {
		return ""
	}
	return filepath.Clean(s)
}

// place is a folder one can go to, with the word the list shows.
type folderPlace struct {
	word, path string
}

// placesHere are the sticks and folders one begins with: on Windows the drives, on
// Linux what is mounted, and the person's own folder.
func placesHere() []folderPlace {
	var out []folderPlace
	sticks, _ := office.Drives() // without them the folders are still there
	for _, d := range sticks {
		out = append(out, folderPlace{office.DriveWords(d), d.Path})
	}
	known := func(path string) bool {
		return slices.ContainsFunc(sticks, func(d office.Drive) bool { return d.Path == path })
	}
	if runtime.GOOS == "windows" {
		return append(out, slices.DeleteFunc(drives(isFolder), func(p folderPlace) bool { return known(p.path) })...)
	}
	for _, pattern := range []string{"/media/*/*", "/run/media/*/*", "/mnt/*", "/Volumes/*"} {
		found, _ := filepath.Glob(pattern) // the patterns are well formed
		for _, p := range found {
			if isFolder(p) && !known(p) {
				out = append(out, folderPlace{"U盘 " + filepath.Base(p), p})
			}
		}
	}
	if home, err := os.UserHomeDir(); err == nil {
		out = append(out, folderPlace{"我的文件夹", home})
	}
	return append(out, folderPlace{"整个电脑", "/"})
}

// drives lists drive letters, those behind C first: sticks come there.
func drives(there func(string) bool) (out []folderPlace) {
	for _, c := range "DEFGHIJKLMNOPQRSTUVWXYZC" {
		if p := string(c) + `:\`; there(p) {
			out = append(out, folderPlace{string(c) + "盘", p})
		}
	}
	return out
}

// inside lists the folders of a folder by name, after the way up; those that begin
// with a dot are left out. The way up from the top is dir "", which is placesHere.
func inside(dir string) ([]folderPlace, error) {
	if dir == "" {
		return placesHere(), nil
	}
	found, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	up := filepath.Dir(dir)
	if up == dir {
		up = ""
	}
	out := []folderPlace{{"上一层", up}}
	for _, f := range found {
		p := filepath.Join(dir, f.Name())
		if !strings.HasPrefix(f.Name(), ".") && isFolder(p) {
			out = append(out, folderPlace{f.Name(), p})
		}
	}
	return out, nil
}

// folderWords says what a folder holds for this room.
func folderWords(dir string) string {
	if dir == "" {
		return "先选一个"
	}
	sealed, _ := filepath.Glob(filepath.Join(dir, "*.xf[br]")) // the pattern is well formed
	cards := findCards(dir)
	return "这里有" + strconv.Itoa(len(sealed)) + "个封好的文件，" + strconv.Itoa(len(cards)) + "张指纹卡"
}
