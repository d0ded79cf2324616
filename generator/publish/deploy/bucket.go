package deploy

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/url"
	"path"
	"strings"

	"github.com/minio/minio-go/v7"
)

// bucket is a store that speaks S3.
type bucket struct {
	client       *minio.Client
	name, prefix string
	keys         *keys
}

// markKey is the name of the metadata that carries an object's mark.
const markKey = "Portolan"

// openBucket prepares to speak to a storage.
func openBucket(name, prefix string, s Settings) (Store, error) {
	endpoint, err := endpointOf(s)
	if err != nil {
		return nil, err
	}
	keys := newKeys(endpoint.Host, s.Getenv)
	options := &minio.Options{Creds: keys.credentials, Secure: endpoint.Scheme == "https", Region: regionOf(endpoint.Host, s), MaxRetries: attempts}
	if s.PathStyle {
		options.BucketLookup = minio.BucketLookupPath
	}
	client, err := minio.New(endpoint.Host, options)
	if err != nil {
		return nil, Address{keys.scrub(err.Error()), "name the storage with --endpoint https://host"}
	}
	if prefix != "" {
		prefix += "/"
	}
	return bucket{client, name, prefix, keys}, nil
}

// attempts is how often a request is sent before it counts as failed, each time after a longer pause.
const attempts = 8

func endpointOf(s Settings) (*url.URL, error) {
	text := s.Endpoint
	for _, name := range []string{"AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"} {
		if text == "" {
			text = s.Getenv(name)
		}
	}
	if text == "" {
		return &url.URL{Scheme: "https", Host: "s3.amazonaws.com"}, nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return nil, Address{"the endpoint is no address of a host", "write it as https://minio.example or http://127.0.0.1:9000"}
	}
	return u, nil
}

// regionOf returns the region; "" where the storage is to be asked for it.
func regionOf(host string, s Settings) string {
	region := s.Region
	for _, name := range []string{"AWS_REGION", "AWS_DEFAULT_REGION"} {
		if region == "" {
			region = s.Getenv(name)
		}
	}
	if region == "" && strings.HasSuffix(host, ".r2.cloudflarestorage.com") {
		region = "auto" // the only one it knows
	}
	return region
}

func (b bucket) Packs() bool { return true }

func (b bucket) List(ctx context.Context) (map[string]Stored, error) {
	if err := b.keys.present(); err != nil {
		return nil, err
	}
	stored := map[string]Stored{}
	for o := range b.client.ListObjects(ctx, b.name, minio.ListObjectsOptions{Prefix: b.prefix, Recursive: true}) {
		if o.Err != nil {
			return nil, b.told(o.Err)
		}
		if name := strings.TrimPrefix(o.Key, b.prefix); name != "" && !strings.HasSuffix(name, "/") { // a slash marks a folder that some program made
			stored[name] = Stored{Bytes: o.Size, Version: o.ETag}
		}
	}
	return stored, ctx.Err()
}

func (b bucket) Holds(ctx context.Context, o Object) (bool, error) {
	info, err := b.client.StatObject(ctx, b.name, b.prefix+o.Name, minio.StatObjectOptions{})
	if minio.ToErrorResponse(err).Code == minio.NoSuchKey {
		return false, nil
	}
	if err != nil {
		return false, b.told(err)
	}
	for key, value := range info.UserMetadata {
		if strings.EqualFold(key, markKey) {
			return value == o.Mark, nil
		}
	}
	return false, nil
}

func (b bucket) Get(ctx context.Context, name string) ([]byte, error) {
	object, err := b.client.GetObject(ctx, b.name, b.prefix+name, minio.GetObjectOptions{})
	if err != nil {
		return nil, b.told(err)
	}
	defer object.Close()
	data, err := io.ReadAll(object)
	return data, b.told(err)
}

func (b bucket) Put(ctx context.Context, o Object, data []byte) (string, error) {
	options := minio.PutObjectOptions{
		ContentType: o.Type, CacheControl: o.Cache, SendContentMd5: true, DisableMultipart: true, // in one piece, checked by the storage
		UserMetadata: map[string]string{markKey: o.Mark},
	}
	if o.Gzip {
		options.ContentEncoding = "gzip"
	}
	info, err := b.client.PutObject(ctx, b.name, b.prefix+o.Name, bytes.NewReader(data), int64(len(data)), options)
	return info.ETag, b.told(err)
}

func (b bucket) Delete(ctx context.Context, name string) error {
	err := b.client.RemoveObject(ctx, b.name, b.prefix+name, minio.RemoveObjectOptions{})
	if minio.ToErrorResponse(err).Code == minio.NoSuchKey {
		return nil
	}
	return b.told(err)
}

// hints say what to do about what storages answer.
var hints = map[string]string{
	"NoSuchBucket":          "make the bucket first, or mend its name; --region and --endpoint say where it is",
	"AccessDenied":          "the credentials need to list, read, write and delete objects of this bucket",
	"InvalidAccessKeyId":    "the storage does not know these credentials; is --endpoint the right one",
	"SignatureDoesNotMatch": "the secret does not belong to the access key, or --region is wrong",
	"RequestTimeTooSkewed":  "set the clock of this machine",
	"ExpiredToken":          "renew the credentials",
}

// told turns what the storage or the network says into an error that can be shown: without any credentials.
func (b bucket) told(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	answer := minio.ToErrorResponse(err)
	text := err.Error()
	if answer.Code != "" && answer.Message != "" {
		text = answer.Code + ": " + strings.TrimSuffix(answer.Message, ".")
	}
	return Unreachable{b.keys.scrub(path.Join(b.name, b.prefix) + ": " + text), hints[answer.Code]}
}
