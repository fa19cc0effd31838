package cli

import (
	"silian/casework"
	"silian/office"
)

// busy is one more matter of the demo, so that lists look as they do in life.
type busy struct {
	on, promise           string
	name, group           string
	category              string
	title, words, request string
	track                 casework.Track
	spot, up              bool
	answer                string
}

// busyMatters are invented people and matters of one winter.
func busyMatters() []busy {
	return []busy{
		{on: "2027-02-02", promise: "2027-02-05", name: "马某英", group: "三组", category: "benefit", title: "高龄补贴补发时间没有回话", words: "八十岁了，高龄补贴三个月没到账", request: "补发三个月高龄补贴", track: casework.TrackDemand, answer: "补贴已报县民政，2月5日到账，电话告诉本人。"},
		{on: "2027-02-02", name: "陈某年", group: "一组", category: "neighbour", title: "邻居排水沟改道", words: "邻居把水沟改到我家墙根，下雨就泡墙", request: "恢复原来的排水沟", track: casework.TrackDispute},
		{on: "2027-02-02", name: "赵某生", group: "四组", category: "public", words: "问村西头路灯什么时候修", spot: true, answer: "电工明天来修，已当面说明。"},
		{on: "2027-02-02", promise: "2027-02-13", name: "孙某琴", group: "二组", category: "public", title: "机井电费分摊争议", words: "三户共用机井，电费按亩还是按户说不清", request: "定下电费分摊办法", track: casework.TrackDispute},
		{on: "2027-02-02", promise: "2027-02-11", name: "刘某根", group: "五组", category: "homestead", title: "宅基地边界与邻户纠纷", words: "翻建时邻居说我占了半米", request: "丈量边界并立桩", track: casework.TrackDispute, up: true},
		{on: "2027-02-02", name: "周某芳", group: "一组", category: "affairs", words: "问低保公示栏在哪里看", spot: true, answer: "领去看了公示栏。"},
		{on: "2027-02-02", promise: "2027-02-20", name: "吴某", group: "三组", category: "environment", title: "养鸡场气味扰民", words: "村北鸡场粪堆没盖，刮北风没法开窗", request: "粪堆盖上并清运", track: casework.TrackPetition, up: true},
		{on: "2027-02-11", promise: "2027-02-21", name: "郑某花", group: "二组", category: "money", title: "外出务工工资拖欠（5人）", words: "五个人在外地工地干活，年前工资没结", request: "结清五人工资", track: casework.TrackPetition},
		{on: "2027-02-11", promise: "2027-02-15", name: "马某英", group: "三组", category: "family", title: "赡养费分担", words: "两个儿子赡养费谁出多少说不到一起", request: "定下赡养费分担", track: casework.TrackDispute},
		{on: "2027-02-11", name: "何某", group: "五组", category: "land", words: "问承包地互换要办什么手续", spot: true, answer: "给了互换协议样本，当面讲清。"},
	}
}

// busyDay plays the other matters; the figures of the worked case do not count
// them.
func (d *demo) busyDay() error {
	for _, m := range busyMatters() {
		if mustDay(m.on) > d.day {
			if err := d.at(m.on); err != nil {
				return err
			}
		}
		if err := d.oneMore(m); err != nil {
			return err
		}
	}
	d.step("另有 %d 批来访、若干事项，供看清单用（不计入上面的核对）", len(busyMatters()))
	return nil
}

func (d *demo) oneMore(m busy) error {
	in := office.VisitInput{Name: m.name, Group: m.group, Category: m.category, Words: m.words, OnTheSpot: m.spot, Answer: m.answer}
	if m.promise != "" {
		in.Promise = mustDay(m.promise)
	}
	if !m.spot {
		in.Case = &office.CaseInput{Track: m.track, Title: m.title, Requests: []string{m.request}}
	}
	visit, err := d.v.ReceiveVisitor(d.ctx, d.act(), in)
	if err != nil || m.spot {
		return err
	}
	if m.answer != "" {
		if err := d.keep(d.v, visit.Case, m.answer); err != nil {
			return err
		}
		if _, err := d.v.Answer(d.ctx, d.act(), visit.Case, casework.Answered{Form: casework.OralAnswer}, m.answer); err != nil {
			return err
		}
		_, err = d.v.Resolve(d.ctx, d.act(), visit.Case, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.DemandFulfilled}, "已办到。")
		return err
	}
	if !m.up {
		_, err = d.v.TakeUp(d.ctx, d.act(), visit.Case, m.track == casework.TrackDispute)
		return err
	}
	_, err = d.v.ReportUp(d.ctx, d.act(), visit.Case, office.ReportInput{
		Demand: casework.AskCoordinate, Tried: "out_of_power", Opinion: "超出村里职权，请镇里协调。",
	})
	return err
}
