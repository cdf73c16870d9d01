package client

import (
	"compress/gzip"
	"io"

	"google.golang.org/grpc/encoding"
)

// RegisterGzip lets channels of this process compress. It must be called before the first of them.
//
// grpc-go's own package does so as it is imported, for servers as well: this program's server would
// then accept what the document's does not.
func RegisterGzip() { encoding.RegisterCompressor(compressor{}) }

type compressor struct{}

func (compressor) Name() string { return "gzip" }

func (compressor) Compress(to io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(to), nil }

func (compressor) Decompress(from io.Reader) (io.Reader, error) { return gzip.NewReader(from) }
