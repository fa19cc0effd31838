#!/usr/bin/env bash
# Copies the pinned GLFW module to build/glfw, applies our patch, and writes
# build/go.mod, which points to the copy: go build -modfile build/go.mod -tags …,ime.
# Does nothing when that is done already for this version, this patch and this go.mod.
set -euo pipefail
cd "$(dirname "$0")/.."
module=github.com/go-gl/glfw/v3.4/glfw
patch=packaging/patches/glfw-x11-input-method.patch
go=${GO:-go}

$go mod download "$module"
dir=$($go list -m -f '{{.Dir}}' "$module")
version=$($go list -m -f '{{.Version}}' "$module")
digest=$(sha256sum < "$patch" | cut -c1-16)
mark="$version $digest $(cat go.mod go.sum | sha256sum | cut -c1-16)"
if [ -f build/glfw.done ] && [ "$(cat build/glfw.done)" = "$mark" ]; then
	exit 0
fi

mkdir -p build
rm -rf build/glfw build/glfw.done
cp -R "$dir" build/glfw
chmod -R u+w build/glfw
patch --quiet --fuzz=0 -p1 -d build/glfw < "$patch"
# Go's build cache looks at the files of the package's own folder, not at the C files
# under it: the digest of the patch stands there.
printf 'package glfw\n\n// Patched: %s.\n' "$digest" > build/glfw/patched.go

cp go.sum build/go.sum
cp go.mod build/go.mod

$go mod edit -replace="$module=./build/glfw" build/go.mod
echo "$mark" > build/glfw.done
