package serve

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"chancery"
)

// metrics counts what the server answers. Requests are told apart by the pattern that they met, never by their path, so
// that what strangers ask for makes no new series.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	inFlight prometheus.Gauge
}

func newMetrics(rec *chancery.Record) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "chancery_http_requests_total", Help: "Requests answered, by page, method and status.",
		}, []string{"page", "method", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "chancery_http_request_seconds", Help: "Time to answer, by page.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .15, .25, .5, 1, 2.5, 5, 10},
		}, []string{"page"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{Name: "chancery_http_in_flight", Help: "Requests that are being answered."}),
	}
	m.registry.MustRegister(m.requests, m.seconds, m.inFlight, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), &holdings{rec: rec})
	return m
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError})
}

// measure counts requests; pages says which page a request is for.
func (m *metrics) measure(pages *http.ServeMux) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			begin := time.Now()
			m.inFlight.Inc()
			defer m.inFlight.Dec()
			pattern := pageOf(pages, r)
			seen := &statusWriter{ResponseWriter: w, status: http.StatusOK}
			defer func() {
				m.requests.WithLabelValues(pattern, knownMethod(r.Method), strconv.Itoa(seen.status)).Inc()
				m.seconds.WithLabelValues(pattern).Observe(time.Since(begin).Seconds())
			}()
			next.ServeHTTP(seen, r)
		})
	}
}

// pageOf is the pattern of the page that a request is for, or what else it asks for.
func pageOf(pages *http.ServeMux, r *http.Request) string {
	for prefix, name := range map[string]string{"/api/": "api", "/openapi": "api", "/feeds/": "feeds", "/healthz": "health", "/metrics": "metrics", "/login": "login"} {
		if strings.HasPrefix(r.URL.Path, prefix) {
			return name
		}
	}
	if _, pattern := pages.Handler(r); pattern != "" && pattern != "/" {
		return pattern
	}
	return "other"
}

func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}

// A statusWriter remembers the status of an answer.
type statusWriter struct {
	http.ResponseWriter
	status int
	wrote  bool
}

func (w *statusWriter) WriteHeader(status int) {
	if !w.wrote {
		w.status, w.wrote = status, true
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Write(b []byte) (int, error) {
	w.wrote = true
	return w.ResponseWriter.Write(b)
}

// Unwrap lets a http.ResponseController through.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// holdings tells how much the record holds, when it is asked.
type holdings struct{ rec *chancery.Record }

var holdingsDesc = prometheus.NewDesc("chancery_record_items", "What the record holds, by kind.", []string{"kind"}, nil)

func (h *holdings) Describe(ch chan<- *prometheus.Desc) { ch <- holdingsDesc }

func (h *holdings) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	info, err := h.rec.Info(ctx)
	if err != nil {
		ch <- prometheus.NewInvalidMetric(holdingsDesc, err)
		return
	}
	for _, k := range []struct {
		kind string
		n    int
	}{{"articles", info.Articles}, {"events", info.Events}, {"quotes", info.Quotes}, {"actors", info.Actors}} {
		ch <- prometheus.MustNewConstMetric(holdingsDesc, prometheus.GaugeValue, float64(k.n), k.kind)
	}
}
