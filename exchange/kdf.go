package exchange

import (
	"crypto/pbkdf2"
	"errors"
	"fmt"

	"github.com/emmansun/gmsm/sm3"
	"golang.org/x/crypto/argon2"
)

// KDFParams are the costs of turning a password into a key: Argon2id (RFC 9106),
// then PBKDF2 with HMAC-SM3 over its result, so that neither alone carries the
// weight and the national algorithm has a part. Field order is the order on disk.
type KDFParams struct {
	ArgonMemory  uint32 `json:"argon2id_kib"`     // KiB
	ArgonTime    uint32 `json:"argon2id_time"`    // passes
	ArgonThreads uint8  `json:"argon2id_threads"` // lanes
	SM3Rounds    uint32 `json:"pbkdf2_sm3_rounds"`
}

// Errors of the costs in a key file.
var (
	ErrWeakKDF    = errors.New("exchange: key file asks for less work than this program accepts")
	ErrKDFTooHigh = errors.New("exchange: key file asks for more work than this program does")
)

// DefaultKDF is what new key files get: the second choice of RFC 9106 section 4
// (64 MiB, 3 passes, 4 lanes) and 1,200,000 rounds of HMAC-SM3. Measured at 0.6 s
// together on a two-core server of 2024.
func DefaultKDF() KDFParams {
	return KDFParams{ArgonMemory: 64 << 10, ArgonTime: 3, ArgonThreads: 4, SM3Rounds: 1_200_000}
}

// LeastKDF is the least that OpenKeyFile accepts.
func LeastKDF() KDFParams {
	return KDFParams{ArgonMemory: 64 << 10, ArgonTime: 3, ArgonThreads: 1, SM3Rounds: 600_000}
}

// mostKDF bounds what a foreign file can make this machine do.
func mostKDF() KDFParams {
	return KDFParams{ArgonMemory: 1 << 20, ArgonTime: 16, ArgonThreads: 16, SM3Rounds: 20_000_000}
}

// check compares every cost with a floor and with mostKDF.
func (p KDFParams) check(least KDFParams) error {
	most := mostKDF()
	switch {
	case p.ArgonMemory > most.ArgonMemory || p.ArgonTime > most.ArgonTime ||
		p.ArgonThreads > most.ArgonThreads || p.SM3Rounds > most.SM3Rounds:
		return fmt.Errorf("%w: %+v", ErrKDFTooHigh, p)
	case p.ArgonMemory < max(least.ArgonMemory, 8*uint32(p.ArgonThreads)) || p.ArgonTime < max(least.ArgonTime, 1) ||
		p.ArgonThreads < max(least.ArgonThreads, 1) || p.SM3Rounds < max(least.SM3Rounds, 1):
		return fmt.Errorf("%w: %+v", ErrWeakKDF, p)
	}
	return nil
}

// key gives the SM4 key of a password: Argon2id makes 32 bytes, PBKDF2-HMAC-SM3
// takes those as its password with the same salt and makes 16.
func (p KDFParams) key(password string, salt []byte) ([16]byte, error) {
	return p.second(argon2.IDKey([]byte(password), salt, p.ArgonTime, p.ArgonMemory, p.ArgonThreads, 32), salt)
}

func (p KDFParams) second(first, salt []byte) ([16]byte, error) {
	key, err := pbkdf2.Key(sm3.New, string(first), salt, int(p.SM3Rounds), 16)
	if err != nil {
		return [16]byte{}, err
	}
	return [16]byte(key), nil
}
