package store

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

const frequentRunes = "土地流转费没有付水渠漏庄稼宅基界址不清邻里纠纷低保补贴工资拖欠道路硬化灯坏环境污染合作社村务公开赡养老人婚姻彩礼借款还钱"

// MadeUp draws one of some values, the first ones more often.
func MadeUp[T any](r *rand.Rand, values ...T) T {
	return values[int(float64(len(values))*r.Float64()*r.Float64())]
}

// MadeUpText is invented text of n characters, frequent and rare ones about as in
// writing, for files that are measured.
func MadeUpText(r *rand.Rand, n int) string {
	frequent := []rune(frequentRunes)
	var b strings.Builder
	for i := range n {
		switch {
		case i%12 == 11:
			b.WriteString("，")
		case r.IntN(3) > 0:
			b.WriteRune(MadeUp(r, frequent...))
		default:
			b.WriteRune(rune(0x4e00 + int(3500*r.Float64()*r.Float64())))
		}
	}
	return b.String()
}

// MadeUpName is an invented name of three characters.
func MadeUpName(r *rand.Rand) string {
	given := []rune("国强建军秀英桂兰志明玉梅守田德福海燕红霞文斌小平春生")
	return string([]rune{MadeUp(r, []rune("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗单仇曾解")...), given[r.IntN(len(given))], given[r.IntN(len(given))]})
}

// MadeUpPhone is an invented mobile number.
func MadeUpPhone(r *rand.Rand) string { return fmt.Sprintf("13%09d", r.IntN(1_000_000_000)) }
