#!/usr/bin/env bash
# Builds build/silian.exe with Debian's mingw and puts icon, version and manifest in.
# The last line says which libraries of Windows it wants.
set -euo pipefail
cd "$(dirname "$0")/../.."
go=${GO:-go}
CGO_ENABLED=1 CC=x86_64-w64-mingw32-gcc GOOS=windows GOARCH=amd64 \
	$go build -tags migrated_fynedo,no_emoji -trimpath -ldflags "-s -w -H windowsgui" -o build/silian.exe .
$go run github.com/tc-hib/go-winres@v0.3.3 patch --no-backup --in packaging/windows/winres.json build/silian.exe
ls -l build/silian.exe
x86_64-w64-mingw32-objdump -p build/silian.exe | sed -n 's/.*DLL Name: //p' | sort | tr '\n' ' '
echo
