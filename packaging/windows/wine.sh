#!/usr/bin/env bash
# Opens build/silian.exe under wine on a screen of its own and takes a picture:
# wine.sh PICTURE. Debian's wine lacks bcryptprimitives.dll, which Go wants for random
# numbers: a stub stands in, for this test only.
set -euo pipefail
cd "$(dirname "$0")/../.."
picture=$(realpath -m "$1")
exe=$PWD/build/silian.exe
wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
work=$(mktemp -d)
export WINEPREFIX=$work/prefix WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" WINEARCH=win64 LIBGL_ALWAYS_SOFTWARE=1
pids=()
finish() {
	WINEPREFIX=$work/prefix "${wine%wine64}wineserver64" -k 2>/dev/null || WINEPREFIX=$work/prefix wineserver -k 2>/dev/null || true
	[ ${#pids[@]} = 0 ] || kill "${pids[@]}" 2>/dev/null || true
	rm -rf "$work"
}
trap finish EXIT

exec 3> "$work/display"
Xvfb -displayfd 3 -screen 0 1440x900x24 -nolisten tcp 2>/dev/null &
pids+=($!)
until [ -s "$work/display" ]; do sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY

"$wine" wineboot --init >/dev/null 2>&1 || true
cat > "$work/stub.c" <<'C'
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE p, SIZE_T n) { return RtlGenRandom(p, (ULONG)n); }
C
x86_64-w64-mingw32-gcc -shared -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" "$work/stub.c" -ladvapi32

"$wine" "$exe" --db "C:\\silian\\silian.db" > "$work/said" 2>&1 &
pids+=($!)
for _ in $(seq 60); do
	sleep 1
	xdotool search --onlyvisible --name 四联台账 >/dev/null 2>&1 && break
	kill -0 "${pids[-1]}" 2>/dev/null || { cat "$work/said"; exit 1; }
done
sleep 8
import -silent -window root "$picture"
echo "$picture"
