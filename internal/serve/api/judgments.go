package api

import (
	"context"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"chancery"
	"chancery/internal/record"
	"chancery/internal/serve/auth"
)

// A ruling is a judgment as it is sent. Who judges is who asks.
type ruling struct {
	Action  string   `json:"action" enum:"accept,reject,correct,merge,split,distinct,unsure,known,undo"`
	Events  []string `json:"events,omitempty" maxItems:"200" doc:"Ids: accept and reject take several, merge two or more, correct and split one."`
	Reports []string `json:"reports,omitempty" maxItems:"1000" doc:"Of a split: ids of the reports that go, or of the articles of which all go."`
	Set     []string `json:"set,omitempty" maxItems:"20" doc:"Of a correction: FIELD=VALUE; fields are status, date, place, kind, mode, format, actors, recipients, role."`
	Number  int64    `json:"number,omitempty" minimum:"0" doc:"Of the judgment to undo; the last one where it is left out."`
	Reason  string   `json:"reason" minLength:"1" maxLength:"4000" doc:"Why; it is kept with the judgment."`
}

type judgeIn struct {
	Body ruling
}

type judgmentsIn struct {
	Paging
	Action string `query:"action" enum:"accept,reject,correct,merge,split,distinct,unsure,known,undo" doc:"Only of this action."`
	State  string `query:"state" enum:"holds,superseded,undone,lost" doc:"Only of which this has become."`
}

func (s *service) registerJudgments(api huma.API) {
	handle(api, asks("list-judgments", "/judgments", "Judgments", "List judgments", "In the order in which they were made, with who made them, when and why, and what has become of each."), s.judgments)
	op := huma.Operation{
		OperationID: "judge", Method: http.MethodPost, Path: base + "/judgments", Tags: []string{"Judgments"}, Summary: "Judge",
		Description: "For editors. A judgment is kept for ever under the name of who asks, and replayed over whatever is read later; undo takes one back.", DefaultStatus: http.StatusCreated,
		MaxBodyBytes: maxRuling, Middlewares: huma.Middlewares{s.editorsOnly(api)},
		Errors: []int{http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity, http.StatusServiceUnavailable},
	}
	huma.Register(api, op, s.judge)
}

func (s *service) judge(ctx context.Context, in *judgeIn) (*answer[chancery.JudgeResult], error) {
	ru := chancery.Ruling{
		Action: record.Action(in.Body.Action), Events: in.Body.Events, Reports: in.Body.Reports, Set: in.Body.Set, Number: in.Body.Number,
		By: s.nameOf(auth.From(ctx)), Reason: in.Body.Reason,
	}
	res, err := s.rec.Judge(ctx, ru)
	if err != nil {
		return nil, problem(err)
	}
	return &answer[chancery.JudgeResult]{res}, nil
}

// nameOf is in whose name somebody judges.
func (s *service) nameOf(id auth.Identity) string {
	if id.By == "local" && s.opt.Local != "" {
		return s.opt.Local
	}
	return id.Name
}

func (s *service) judgments(ctx context.Context, in *judgmentsIn) (out list[chancery.JudgmentState], err error) {
	after, err := in.last()
	if err != nil {
		return out, err
	}
	var last int64
	if after != "" {
		if last, err = strconv.ParseInt(after, 10, 64); err != nil {
			return out, chancery.ErrCursor
		}
	}
	all, err := s.rec.Judgments(ctx)
	if err != nil {
		return out, err
	}
	items := []chancery.JudgmentState{}
	for _, j := range all {
		if j.Number <= last || in.Action != "" && string(j.Action) != in.Action || in.State != "" && string(j.Outcome.State) != in.State {
			continue
		}
		items = append(items, j)
	}
	return cut(items, in.Limit, func(j *chancery.JudgmentState) string { return strconv.FormatInt(j.Number, 10) }), nil
}
