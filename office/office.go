package office

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// Errors of opening that are not the store's.
var (
	ErrPassword = errors.New("office: wrong password")
	ErrKeyFile  = errors.New("office: key file is missing or damaged")
	ErrLocked   = errors.New("office: opened without keys, or locked")
	ErrDamaged  = store.ErrDamaged
	ErrInstance = store.ErrInstance
	ErrMissing  = store.ErrMissing
	ErrExists   = store.ErrExists
	ErrInUse    = store.ErrInUse
	ErrDiskFull = store.ErrDiskFull
	ErrReadOnly = store.ErrReadOnly
	ErrNewer    = store.ErrNewer
	ErrForeign  = store.ErrForeign
	ErrBehind   = store.ErrBehind
	ErrBusy     = store.ErrBusy
	ErrDisk     = store.ErrDisk
)

const metaOffice = "office"

// Config says how to open an office file.
type Config struct {
	Path     string
	Password string // "" opens without keys: enough to look and write, not to seal
	Operator int    // who is signed in; 0 means 1
	// Reason names why this copy is not the one last used here: restored, moved,
	// second. "" lets opening fail with ErrInstance, so that a person can say.
	Reason      string
	Clock       Clock     // nil: the PC's clock, or the demo clock of a demo file
	Random      io.Reader // nil: crypto/rand
	EvenDamaged bool      // open a damaged file, to check it
	// Looking opens a file whose medium is full or only lets itself be read, for
	// looking; without it opening fails with store.ErrDiskFull or store.ErrReadOnly.
	Looking bool
	// Progress is told how far writing the lists anew has come, after an update of the
	// program or of the rules; opening then takes minutes. It may be nil.
	Progress Progress
	// WeakKDF lets tests open key files and check PINs with a small cost, which
	// production refuses.
	WeakKDF bool
	// Stopwatch gives the time since some start, whatever the PC's clock says; nil:
	// the PC's own.
	Stopwatch func() time.Duration
}

// Office is one open office file with the person who is signed in. It is safe for
// concurrent use.
type Office struct {
	me        casework.Office
	operators []Operator
	holidays  calendar.Holidays
	store     *store.Store
	keys      exchange.Keys
	ownCard   []byte
	clock     Clock
	random    io.Reader
	path      string

	sealing  sync.Mutex // one sealed file is made or read at a time: they share the spool
	backing  sync.Mutex // one backup is made or read at a time: they share a folder
	mu       sync.Mutex
	operator Operator // who is or was last signed in: see login
	login    *login
	names    map[casework.OfficeCode]string
	traffic  traffic          // limits of sealed files: see outboxlimits.go
	roster   *exchange.Roster // the county's list, nil for none
}

// Founding says what a new office file is made of.
type Founding struct {
	Config
	Office    casework.Office
	Operators []Operator // at least one; numbers 1, 2, 3 …
	Demo      time.Time  // not zero: a demo file whose clock stands here
}

// check refuses what cannot make an office.
func (f Founding) check() error {
	if err := f.Office.Validate(); err != nil {
		return err
	}
	if len([]rune(f.Password)) < minPassword {
		return &Problem{Field: "password", Code: "too_short"}
	}
	if f.Operator < 0 || f.Operator > len(f.Operators) {
		return &Problem{Field: "operator", Code: "unknown"}
	}
	return checkPeople(f.Office.Level, f.Operators)
}

// Init makes a new office file with keys and gives the recovery key, which is
// printed on paper once and kept nowhere else.
func Init(ctx context.Context, f Founding) (_ *Office, recovery string, err error) {
	if err := f.check(); err != nil {
		return nil, "", err
	}
	who, err := json.Marshal(f.Office)
	if err != nil {
		return nil, "", fmt.Errorf("office: %w", err)
	}
	o, begin, err := newOffice(f.Config)
	if err != nil {
		return nil, "", err
	}
	if err := beginFounding(ctx, f.Path); err != nil {
		return nil, "", err
	}
	defer func() {
		if err != nil && !errors.Is(err, ErrExists) { // half an office is none
			_ = errors.Join(o.Close(), removeOffice(f.Path))
		}
		endFounding(f.Path)
	}()
	if !f.Demo.IsZero() {
		c := &DemoClock{}
		c.set(f.Demo)
		o.clock = c
	}
	if o.store, err = store.Create(ctx, store.Config{Path: f.Path, Holidays: o.holidays, Begin: &begin, Sealer: fileSealer{}}); err != nil {
		return nil, "", err
	}
	if recovery, err = o.makeKeys(f.Office, f.Config); err != nil {
		return nil, "", err
	}
	err = o.store.Update(ctx, func(tx *store.Tx) error {
		if !f.Demo.IsZero() {
			if err := tx.SetMeta(metaDemoClock, f.Demo.Format(time.RFC3339)); err != nil {
				return err
			}
		}
		return errors.Join(tx.SetMeta(metaOffice, string(who)), putPeople(tx, f.Operators))
	})
	if err != nil {
		return nil, "", err
	}
	if err := o.load(ctx, f.Operator); err != nil {
		return nil, "", err
	}
	_, err = o.record(ctx, casework.OfficeFounded, casework.Founded{Level: o.me.Level})
	return o, recovery, err
}

// Open opens an office file. Errors: those of store.Open, ErrPassword, ErrKeyFile,
// ErrUnfounded.
func Open(ctx context.Context, cfg Config) (_ *Office, err error) {
	defer func() { err = cutOff(ctx, cfg.Path, err) }()
	if err := settleRestore(cfg.Path); err != nil { // a power cut in the last step of a restore
		return nil, err
	}
	o, begin, err := newOffice(cfg)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(cfg.Path); err == nil && cfg.Reason != "" && cfg.Password != "" {
		if err := o.openKeys(cfg); err != nil { // before a new instance begins
			return nil, err
		}
	}
	// Keys first: a wrong password must not begin a new instance of the file.
	if _, missing := os.Stat(cfg.Path); cfg.Password != "" && missing == nil {
		if err := o.openKeys(cfg); err != nil {
			return nil, err
		}
	}
	sc := store.Config{Path: cfg.Path, Holidays: o.holidays, EvenDamaged: cfg.EvenDamaged, Sealer: fileSealer{}, Progress: cfg.Progress}
	if cfg.Reason != "" {
		sc.Begin = &begin
	}
	o.store, err = store.Open(ctx, sc)
	if cfg.Looking && (errors.Is(err, store.ErrReadOnly) || errors.Is(err, store.ErrDiskFull)) {
		sc.Looking = true
		o.store, err = store.Open(ctx, sc)
	}
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = o.Close()
		}
	}()
	o.clearViews()                                              // what the last run left
	if err := os.RemoveAll(snapshotDir(cfg.Path)); err != nil { // a backup that was cut off
		return nil, fmt.Errorf("office: %w", err)
	}
	if err := o.loadDemoClock(ctx, cfg); err != nil {
		return nil, err
	}
	if err := o.load(ctx, cfg.Operator); err != nil {
		return nil, err
	}
	if err := o.settleKeys(ctx, cfg); err != nil {
		return nil, err
	}
	if err := o.settleCard(ctx); err != nil {
		return nil, err
	}
	if cfg.Password != "" && o.keys == nil {
		if err := o.openKeys(cfg); err != nil {
			return nil, err
		}
	}
	o.tidyStart(ctx)
	if o.store.Renewed {
		err = o.beginInstance(ctx, cfg.Reason)
	}
	return o, err
}

func newOffice(cfg Config) (*Office, casework.Instance, error) {
	o := &Office{clock: cfg.Clock, random: cfg.Random, path: cfg.Path, names: map[casework.OfficeCode]string{}}
	if o.clock == nil {
		o.clock = SystemClock{}
	}
	if o.random == nil {
		o.random = rand.Reader
	}
	o.login = newLogin(cfg, o.clock)
	var begin casework.Instance
	if _, err := io.ReadFull(o.random, begin[:]); err != nil {
		return nil, begin, fmt.Errorf("office: random: %w", err)
	}
	var err error
	o.holidays, err = Holidays()
	return o, begin, err
}

// loadDemoClock gives a demo file its own clock, unless the caller brought one.
func (o *Office) loadDemoClock(ctx context.Context, cfg Config) error {
	text, err := o.store.Meta(ctx, metaDemoClock)
	if err != nil || text == "" || cfg.Clock != nil {
		return err
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return fmt.Errorf("%w: demo clock", store.ErrDamaged)
	}
	c := &DemoClock{}
	c.set(t)
	o.clock = c
	return nil
}

// load reads who we are.
func (o *Office) load(ctx context.Context, operator int) error {
	if err := o.loadCard(); err != nil {
		return err
	}
	return o.store.View(ctx, func(v *store.View) error {
		who, err := v.Meta(metaOffice)
		if err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(who), &o.me); err != nil {
			return fmt.Errorf("%w: office", store.ErrDamaged)
		}
		if err := o.loadOperators(v); err != nil {
			return err
		}
		peers, err := v.Peers()
		if err != nil {
			return err
		}
		for _, p := range peers {
			o.names[p.Code] = p.Name
		}
		if err := o.loadRoster(v); err != nil {
			return err
		}
		return o.firstIn(operator)
	})
}

// record writes an entry about the office itself.
func (o *Office) record(ctx context.Context, kind casework.Kind, data any) (Done, error) {
	return o.do(ctx, Act{}, func(w *writer) error {
		_, err := w.add(casework.OfficeSubject(o.me.Code), kind, data)
		return err
	})
}

// Close closes the file.
func (o *Office) Close() error {
	if o.store == nil {
		return nil
	}
	o.clearViews()
	return o.store.Close()
}

// Me tells who this office is.
func (o *Office) Me() casework.Office { return o.me }
