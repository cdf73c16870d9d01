package client

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
)

// TLS says how to connect with TLS; all files are PEM.
type TLS struct {
	CAFile            string // the only CA that is trusted; the system's where empty
	Name              string // the server's certificate must carry it; the address's host where empty
	CertFile, KeyFile string // the client's own, for mutual TLS, or empty
}

// NewChannel makes a channel to host:port; options is nil for plaintext, and more is as grpc-go takes
// it. It connects when first used.
func NewChannel(address string, options *TLS, more ...grpc.DialOption) (*grpc.ClientConn, error) {
	transport := insecure.NewCredentials()
	if options != nil {
		config, err := options.config()
		if err != nil {
			return nil, err
		}
		transport = credentials.NewTLS(config)
	}
	return grpc.NewClient(address, append([]grpc.DialOption{
		grpc.WithTransportCredentials(transport),
		grpc.WithNoProxy(),
		grpc.WithDisableServiceConfig(), // else a DNS TXT query precedes the connection, and may hang
	}, more...)...)
}

func (t *TLS) config() (*tls.Config, error) {
	config := &tls.Config{ServerName: t.Name, MinVersion: tls.VersionTLS12}
	if t.CAFile != "" {
		pem, err := os.ReadFile(t.CAFile)
		if err != nil {
			return nil, err
		}
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("no certificate in %s", t.CAFile)
		}
	}
	if t.CertFile != "" {
		pair, err := tls.LoadX509KeyPair(t.CertFile, t.KeyFile)
		if err != nil {
			return nil, err
		}
		config.Certificates = []tls.Certificate{pair}
	}
	return config, nil
}
