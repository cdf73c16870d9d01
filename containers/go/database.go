// Package routeguidego carries what every command of the Go peer shares: the document's database.
package routeguidego

import _ "embed"

// Database is the document's database of 100 features, as JSON: what a server without
// -json_db_file serves.
//
//go:embed route_guide_db.json
var Database []byte
