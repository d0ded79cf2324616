package deploy

import (
	"net/url"
	"path"
	"path/filepath"
	"strings"
)

// Settings are what an address does not say of a store.
type Settings struct {
	// Endpoint is where the storage is, as https://minio.example. Default: AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, or
	// Amazon's own.
	Endpoint string
	// Region is that of the bucket. Default: AWS_REGION, AWS_DEFAULT_REGION, or what the storage says.
	Region string
	// PathStyle writes the bucket into the path of addresses and not into the name of the host. Default: what the endpoint
	// is known to take.
	PathStyle bool
	// Getenv reads the environment. Required.
	Getenv func(string) string
}

// Open returns the store at an address: s3://bucket/folder or file:///folder. It asks nobody yet.
func Open(address string, s Settings) (Store, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return nil, Address{"that is no address", examples}
	case u.User != nil:
		return nil, Address{"an address holds no credentials", "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or use a profile with AWS_PROFILE"}
	case u.RawQuery != "" || u.Fragment != "":
		return nil, Address{"an address has no question mark and no number sign", examples}
	case u.Scheme == "file" && (u.Host == "" || u.Host == "localhost") && path.IsAbs(u.Path):
		return openFolder(filepath.FromSlash(u.Path)), nil
	case u.Scheme == "s3" && u.Host != "" && u.Port() == "":
		return openBucket(u.Host, strings.Trim(path.Clean("/"+u.Path), "/"), s)
	}
	return nil, Address{"that is no address to deploy to", examples}
}

const examples = "write s3://bucket, s3://bucket/folder or file:///folder"
