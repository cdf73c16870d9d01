package driver

import (
	"strings"
	"testing"
)

const batch = `{"batch":"b","target":{"address":"h:1","tls":null},"parallel":1,"jobs":[{"job":"k1"}]}`

func withChannel(channel string) string {
	return `{"contract":2,"batches":[` + strings.Replace(batch, `"tls":null`, `"tls":null,"channel":`+channel, 1) + `]}`
}

func TestFilesOfBothContractsAreRead(t *testing.T) {
	for source, contract := range map[string]int{
		batch: 1,
		`{"contract":2,"batches":[` + batch + `,` + batch + `]}`:                                                                             2,
		withChannel(`{"max_receive_bytes":-1,"compression":"gzip","service_config":"{}","idle_ms":5,"reconnect_ms":6,"window_bytes":65536}`): 2,
		withChannel(`{}`): 2,
	} {
		file, err := parseFile([]byte(source))
		if err != nil || file.Contract != contract || file.Batches[0].Batch != "b" {
			t.Errorf("%s: %v, %v", source, file, err)
		}
	}
}

func TestWhatNoContractHasIsRefused(t *testing.T) {
	for source, why := range map[string]string{
		`{"contract":3,"batches":[` + batch + `]}`:                "expected 2",
		`{"contract":2,"batches":[]}`:                             "at least one",
		`{"contract":2,"batches":[` + batch + `],"x":1}`:          `unknown key "x"`,
		`{"contract":2,"batches":[{}]}`:                           "missing key",
		withChannel(`{"colour":1}`):                               `unknown key "colour"`,
		strings.Replace(batch, `"tls"`, `"channel":{},"tls"`, 1):  `unknown key "channel"`,
		strings.Replace(batch, `"parallel":1`, `"parallel":0`, 1): "at least 1",
		strings.Replace(batch, `{"job":"k1"}`, `{"steps":[]}`, 1): "a job id",
		strings.Replace(batch, `"jobs"`, `"work":1,"jobs"`, 1):    `unknown key "work"`,
		`[]`: "cannot unmarshal",
	} {
		if _, err := parseFile([]byte(source)); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%s: expected %q, got %v", source, why, err)
		}
	}
}

func TestRawMessagesAreBase64(t *testing.T) {
	if bytes, err := parseBytes([]byte(`{"base64":"CAE="}`)); err != nil || string(bytes.([]byte)) != "\x08\x01" {
		t.Errorf("got %v, %v", bytes, err)
	}
	for _, source := range []string{`{}`, `{"base64":"C"}`, `{"base64":"","x":1}`, `{"base64":1}`} {
		if bytes, err := parseBytes([]byte(source)); err == nil {
			t.Errorf("%s: taken as %v", source, bytes)
		}
	}
	for _, path := range []string{"GetFeature", ""} {
		if _, err := rawMethod(path, "unary"); err == nil {
			t.Errorf("a raw call of %q is possible", path)
		}
	}
}
