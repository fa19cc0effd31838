#!/bin/sh
# Checks a file of format XFB1 with stock OpenSSL 3 and tar, without Silian.
#
#   sh verify-with-openssl.sh CARD.xfcard            card: self-signature, public key, fingerprint
#   sh verify-with-openssl.sh CARD.xfcard FILE.xfb   bundle or receipt: was it sealed by that card's office?
#   sh verify-with-openssl.sh CARD.xfcard FILE.xfb KEY.der OUT.tar
#                                                    decrypts too. Private keys are never exported: this is
#                                                    for the test vectors (exchange/testdata/vectors)
#
# Compare the printed fingerprint with the office itself (telephone, in person):
# a card proves nothing until that was done. Exit 0: everything holds; 1: not; 2: usage.
set -eu

[ $# -eq 1 ] || [ $# -eq 2 ] || [ $# -eq 4 ] || { echo "usage: sh $0 CARD.xfcard [FILE [KEY.der OUT.tar]]" >&2; exit 2; }
from_here() { case $1 in '' | /*) echo "$1" ;; *) echo "$PWD/$1" ;; esac; }
card=$(from_here "$1") file=$(from_here "${2-}") key=$(from_here "${3-}") plain=$(from_here "${4-}")
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
mkdir card file

fail() { echo "NOT VALID: $1" >&2; exit 1; }
# Text or number value of a field of a header (a single line of JSON without spaces).
text() { sed -n "s/.*\"$2\":\"\\([^\"]*\\)\".*/\\1/p" "$1"; }
sm3() { openssl dgst -sm3 -r "$1" | cut -d' ' -f1; }
signed() { # KEY.pem DIR SIGNATURE
	openssl dgst -sm3 -sigopt distid:1234567812345678 -verify "$1" -signature "$2/$3" "$2/header.json" >/dev/null 2>&1
}

tar -xf "$card" -C card || fail "the card is no tar archive"
case $(text card/header.json type) in xfb1-card) ;; *) fail "the first file is no card" ;; esac
office=$(text card/header.json office)
cat >key.cnf <<END
asn1=SEQUENCE:spki
[spki]
alg=SEQUENCE:alg
key=FORMAT:HEX,BITSTRING:$(text card/header.json sign_pub)
[alg]
type=OID:1.2.840.10045.2.1
curve=OID:1.2.156.10197.1.301
END
openssl asn1parse -genconf key.cnf -noout -out pub.der
openssl pkey -pubin -inform DER -in pub.der -out pub.pem
signed pub.pem card header.sig || fail "the card's own signature"

{ printf 'xfb1 card\0'; cat card/header.json; } >fingerprint.bin
digest=$(sm3 fingerprint.bin)
groups=
for i in 1 11 21 31 41 51; do
	part=$(echo "$digest" | cut -c$i-$((i + 9)))
	groups="$groups $(printf '%05d' $((0x$part % 100000)))"
done
echo "card of office $office, fingerprint$groups"
[ -n "$file" ] || exit 0

tar -xf "$file" -C file || fail "the file is no tar archive"
signed pub.pem file header.sig || fail "the signature is not by the office of this card"
{ printf 'xfb1 key\0'; tail -c 65 pub.der; } >key.bin
[ "$(text file/header.json sign_key)" = "$(sm3 key.bin)" ] || fail "the header names another key"
[ "$(text file/header.json from)" = "$office" ] || fail "the header names another office"
case $(text file/header.json type) in
xfb1-bundle) [ "$(text file/header.json body_digest)" = "$(sm3 file/body.enc)" ] || fail "body.enc was changed" ;;
xfb1-receipt) [ ! -e file/body.enc ] || fail "a receipt with a body" ;;
*) fail "neither bundle nor receipt" ;;
esac
echo "Verified OK: $(text file/header.json type) $(text file/header.json bundle_id) from $office to $(text file/header.json to), created $(text file/header.json created)"
[ -n "$key" ] || exit 0

# Unwrap the content key, derive, check the commitment, decrypt every chunk.
header=file/header.json
{ sed -n 's/.*"wraps":\[{"key":"[0-9a-f]*","sealed":"\([0-9a-f]*\)".*/\1/p' $header; echo; } | fold -w 2 |
	while read -r byte && [ -n "$byte" ]; do printf "\\$(printf '%03o' "0x$byte")"; done >wrap.der
openssl pkeyutl -decrypt -keyform DER -inkey "$key" -in wrap.der -out cek.bin 2>/dev/null || fail "the key does not open this file"
cek=$(od -An -v -tx1 cek.bin | tr -d ' \n')
derive() { # LABEL BYTES
	openssl kdf -keylen "$2" -kdfopt digest:SM3 -kdfopt "hexkey:$cek" -kdfopt "hexsalt:$(text $header bundle_id)" \
		-kdfopt "info:xfb1|$(text $header sign_key)|$(text $header enc_key)|$1" HKDF | tr -d ':\n' | tr A-F a-f
}
[ "$(derive commit 32)" = "$(text $header key_commit)" ] || fail "the content key is not the one committed to"
body=$(derive body 16)
size=$(wc -c <file/body.enc)
: >"$plain"
i=0
while [ $((i * 65552)) -lt "$size" ]; do
	dd if=file/body.enc bs=65552 skip=$i count=1 of=chunk.bin 2>/dev/null
	flag=0
	[ $(((i + 1) * 65552)) -lt "$size" ] || flag=1
	head -c $(($(wc -c <chunk.bin) - 16)) chunk.bin |
		openssl enc -d -sm4-ctr -K "$body" -iv "$(printf '%022x%02x00000002' $i $flag)" >>"$plain"
	i=$((i + 1))
done
mkdir inner
tar -xf "$plain" -C inner || fail "what was decrypted is no tar archive"
[ "$(text $header manifest_digest)" = "$(sm3 inner/manifest.json)" ] || fail "manifest.json was changed"
for a in inner/a/*; do
	[ ! -e "$a" ] || [ "$(basename "$a")" = "$(sm3 "$a")" ] || fail "an attachment was changed"
done
echo "Decrypted: $i chunks; the tags of the chunks were not checked, the digests inside were"
