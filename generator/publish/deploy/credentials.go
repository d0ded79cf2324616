package deploy

import (
	"net/http"
	"strings"
	"time"

	"github.com/minio/minio-go/v7/pkg/credentials"
)

// keys are the credentials. They come from the usual environment and files alone, and go into signatures alone.
type keys struct{ credentials *credentials.Credentials }

// newKeys looks at the variables of Amazon and MinIO, then at the files of their tools, then, where the machine is
// Amazon's or says that it plays a role, at what the role gives.
func newKeys(host string, getenv func(string) string) *keys {
	chain := []credentials.Provider{&credentials.EnvAWS{}, &credentials.EnvMinio{}, &credentials.FileAWSCredentials{}, &credentials.FileMinioClient{}}
	role := strings.HasSuffix(host, ".amazonaws.com") || strings.HasSuffix(host, ".amazonaws.com.cn")
	for _, name := range []string{"AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"} {
		role = role || getenv(name) != ""
	}
	if role {
		chain = append(chain, &credentials.IAM{Client: &http.Client{Timeout: 5 * time.Second}})
	}
	return &keys{credentials.NewChainCredentials(chain)}
}

// present tells early that there are none, since storages say it late and in many ways.
func (k *keys) present() error {
	value, err := k.credentials.GetWithContext(nil)
	if err != nil || value.AccessKeyID == "" || value.SecretAccessKey == "" {
		return Address{"there are no credentials for the storage", "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile of ~/.aws/credentials with AWS_PROFILE"}
	}
	return nil
}

// scrub takes credentials out of a text, should a storage ever repeat them.
func (k *keys) scrub(text string) string {
	value, err := k.credentials.GetWithContext(nil)
	if err != nil {
		return text
	}
	for _, secret := range []string{value.SecretAccessKey, value.SessionToken, value.AccessKeyID} {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "...")
		}
	}
	return text
}
