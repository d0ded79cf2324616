package headers

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Hosts are the web servers that the command line has a snippet for.
var Hosts = map[string]func(indexed bool) string{"nginx": Nginx, "apache": Apache, "caddy": Caddy}

// HostNames lists them.
func HostNames() []string { return slices.Sorted(maps.Keys(Hosts)) }

// Netlify writes the file _headers that Netlify, Cloudflare Pages and others read at the root of a site. Lasting are the
// names that may be kept for ever. It lists them one by one, since these hosts know no patterns within a name; what it does
// not list is revalidated by default.
func Netlify(indexed bool, lasting []string) string {
	var b strings.Builder
	b.WriteString("/*\n")
	for _, h := range Security(indexed) {
		fmt.Fprintf(&b, "  %s: %s\n", h.Name, h.Value)
	}
	for _, name := range lasting {
		fmt.Fprintf(&b, "/%s\n  Cache-Control: %s\n", name, ForEver)
	}
	return b.String()
}

// lastingPattern is [Lasting] for web servers, below any path.
const lastingPattern = `/(assets/.+\.[0-9a-f]{12}\.[a-z0-9]+|search/[a-z]+-[a-z2-7]{8}\.json)$`

// Nginx writes lines for a server block. A location forgets the headers around it, so they are said twice.
func Nginx(indexed bool) string {
	var b strings.Builder
	write := func(indent, cache string) {
		for _, h := range append(Security(indexed), Header{"Cache-Control", cache}) {
			fmt.Fprintf(&b, "%sadd_header %s \"%s\" always;\n", indent, h.Name, h.Value)
		}
	}
	b.WriteString("# Include this in the server block that serves the site.\ncharset utf-8;\ncharset_types text/css text/javascript application/javascript text/plain text/csv text/calendar;\nerror_page 404 /404.html;\n")
	write("", Revalidated)
	fmt.Fprintf(&b, "location ~ \"%s\" {\n", lastingPattern)
	write("    ", ForEver)
	b.WriteString("}\n")
	return b.String()
}

// Apache writes lines for a virtual host, or for .htaccess where AllowOverride has FileInfo.
func Apache(indexed bool) string {
	var b strings.Builder
	b.WriteString("# Put this into the virtual host that serves the site. It needs mod_headers.\nAddDefaultCharset utf-8\nAddCharset utf-8 .css .js .csv .ics .xml .md\nErrorDocument 404 /404.html\n")
	for _, h := range append(Security(indexed), Header{"Cache-Control", Revalidated}) {
		fmt.Fprintf(&b, "Header always set %s \"%s\"\n", h.Name, h.Value)
	}
	fmt.Fprintf(&b, "Header always set Cache-Control \"%s\" \"expr=%%{REQUEST_URI} =~ m#%s#\"\n", ForEver, lastingPattern)
	return b.String()
}

// Caddy writes directives for a site of a Caddyfile.
func Caddy(indexed bool) string {
	var b strings.Builder
	b.WriteString("# Import this into the site's block of the Caddyfile.\nheader {\n")
	for _, h := range Security(indexed) {
		fmt.Fprintf(&b, "\t%s \"%s\"\n", h.Name, h.Value)
	}
	fmt.Fprintf(&b, "}\n@lasting path_regexp `%[1]s`\n@renewed not path_regexp `%[1]s`\n", lastingPattern)
	fmt.Fprintf(&b, "header @lasting Cache-Control \"%s\"\nheader @renewed Cache-Control \"%s\"\n", ForEver, Revalidated)
	b.WriteString("handle_errors {\n\trewrite * /404.html\n\tfile_server\n}\n")
	return b.String()
}
