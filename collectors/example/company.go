package example

import "portolan/collectors/dataset"

// organization is where Acme keeps its projects.
const organization = "github.com/acme"

// sketch is a project as its inventor pictures it; the rest is drawn.
type sketch struct {
	name        string
	description string
	language    string // the main one
	second      string // what stands beside it
	license     string // empty: the forge recognises none
	owner       string
	visibility  dataset.Visibility
	status      dataset.Status
	born        int     // months before the clock
	ended       int     // months before the clock at which work stopped; 0: it goes on
	people      int     // who ever committed
	pace        float64 // commits in a usual month
	issues      float64 // opened in a usual month
	answer      int     // median hours to a first answer
	releases    int     // in a usual year
	stars       int
	empty       bool // nothing was ever pushed
	unwatched   bool // no source tells of its activity
	unfiled     bool // issues are kept where no source looks
}

func (s sketch) id() string   { return organization + "/" + s.name }
func (s sketch) site() string { return "https://code.acme.example/" + s.name }

func (s sketch) archived() bool { return s.status == dataset.StatusArchived }

func (s sketch) audience() dataset.Audience { return s.visibility.Audience() }

const (
	public   = dataset.VisibilityPublic
	inside   = dataset.VisibilityInternal
	private  = dataset.VisibilityPrivate
	trial    = dataset.StatusExperimental
	growing  = dataset.StatusIncubating
	active   = dataset.StatusActive
	tended   = dataset.StatusMaintenance
	outdated = dataset.StatusDeprecated
	archived = dataset.StatusArchived
)

// sketches are Acme's projects.
var sketches = []sketch{
	{name: "anvil", description: "Runs long batch jobs in small steps that can be stopped, moved and taken up again.", language: "Go", second: "Shell", license: "Apache-2.0", owner: "Platform", visibility: public, status: active, born: 70, people: 40, pace: 62, issues: 6, answer: 9, releases: 6, stars: 4210},
	{name: "bellows", description: "Feeds events from queues to workers at the pace the workers can take.", language: "Go", second: "Python", license: "Apache-2.0", owner: "Platform", visibility: public, status: active, born: 55, people: 28, pace: 38, issues: 4, answer: 14, releases: 5, stars: 1630},
	{name: "crucible", description: "Load tests written as short plays with actors, scenes and a critic.", language: "Rust", second: "TypeScript", license: "MIT OR Apache-2.0", owner: "Reliability", visibility: public, status: active, born: 40, people: 24, pace: 34, issues: 4, answer: 20, releases: 6, stars: 2890},
	{name: "filigree", description: "Accessible interface parts for forms, tables and charts.", language: "TypeScript", second: "CSS", license: "MIT", owner: "Design Systems", visibility: public, status: active, born: 48, people: 36, pace: 55, issues: 7, answer: 6, releases: 9, stars: 3120},
	{name: "hallmark", description: "Signs build results and checks the signatures before anything is deployed.", language: "Go", second: "Rego", license: "Apache-2.0", owner: "Security", visibility: public, status: active, born: 30, people: 18, pace: 26, issues: 3, answer: 8, releases: 5, stars: 940},
	{name: "ingot", description: "A compact column format for measurements, with readers in four languages.", language: "C++", second: "Python", license: "BSD-3-Clause", owner: "Data", visibility: public, status: active, born: 62, people: 21, pace: 22, issues: 3, answer: 30, releases: 3, stars: 1275},
	{name: "mandrel", description: "Gradle plugins that keep builds of many Java services alike.", language: "Java", second: "Kotlin", license: "Apache-2.0", owner: "Developer Tools", visibility: public, status: active, born: 58, people: 17, pace: 18, issues: 2, answer: 26, releases: 4, stars: 410},
	{name: "quench", description: "Cools down overloaded services: shedding, queueing and fair shares as one library.", language: "Java", second: "Go", license: "Apache-2.0", owner: "Reliability", visibility: public, status: active, born: 36, people: 15, pace: 16, issues: 2, answer: 18, releases: 4, stars: 780},
	{name: "rivet", description: "Contract tests between services, kept beside the code of both.", language: "TypeScript", second: "Java", license: "MIT", owner: "Developer Tools", visibility: public, status: active, born: 44, people: 19, pace: 21, issues: 3, answer: 22, releases: 5, stars: 655},
	{name: "burin", description: "Draws diagrams from a plain description and keeps them readable for screen readers.", language: "TypeScript", second: "JavaScript", license: "ISC", owner: "Design Systems", visibility: public, status: growing, born: 20, people: 11, pace: 17, issues: 3, answer: 12, releases: 4, stars: 520},
	{name: "swage", description: "Moves tables between database schemas without stopping the writers.", language: "Go", second: "PLpgSQL", license: "MPL-2.0", owner: "Data", visibility: public, status: active, born: 52, people: 14, pace: 15, issues: 2, answer: 34, releases: 3, stars: 1105},
	{name: "patina", description: "Finds what has grown old in a fleet: images, certificates, dependencies, secrets.", language: "Python", second: "Shell", license: "Apache-2.0", owner: "Security", visibility: public, status: growing, born: 18, people: 12, pace: 20, issues: 3, answer: 16, releases: 4, stars: 365},
	{name: "solder", description: "Joins records of the same customer across systems and says how sure it is.", language: "Python", second: "Cython", license: "BSD-3-Clause", owner: "Data", visibility: public, status: active, born: 39, people: 13, pace: 14, issues: 2, answer: 40, releases: 3, stars: 890},
	{name: "lathe", description: "Turns API descriptions into clients that read as if a person had written them.", language: "TypeScript", second: "Go", license: "Apache-2.0", owner: "Developer Tools", visibility: public, status: active, born: 33, people: 22, pace: 29, issues: 5, answer: 15, releases: 7, stars: 1980},
	{name: "spindle", description: "A scheduler for machines on a shop floor, with the rules in the open.", language: "C#", second: "F#", license: "MIT", owner: "Manufacturing", visibility: public, status: active, born: 46, people: 10, pace: 12, issues: 1, answer: 52, releases: 2, stars: 240},
	{name: "gauge", description: "Reads meters over seven field protocols and writes one stream.", language: "C", second: "Lua", license: "LGPL-2.1-or-later", owner: "Manufacturing", visibility: public, status: active, born: 75, people: 16, pace: 9, issues: 2, answer: 61, releases: 2, stars: 705},
	{name: "jig", description: "Development environments described in one file and started in one step.", language: "Go", second: "Nix", license: "Apache-2.0", owner: "Developer Tools", visibility: public, status: growing, born: 15, people: 14, pace: 25, issues: 4, answer: 10, releases: 6, stars: 610},
	{name: "arbor", description: "Draws the dependency tree of a service as it really ran.", language: "Rust", second: "TypeScript", license: "MIT OR Apache-2.0", owner: "Reliability", visibility: public, status: trial, born: 9, people: 5, pace: 13, issues: 1, answer: 24, releases: 3, stars: 130},
	{name: "kiln", description: "Builds container images without a daemon and tells why each layer is there.", language: "Go", second: "Dockerfile", license: "Apache-2.0", owner: "Platform", visibility: public, status: active, born: 41, people: 20, pace: 23, issues: 3, answer: 19, releases: 5, stars: 1540},
	{name: "hopper", description: "Takes in files of uncertain quality and sorts the good from the doubtful.", language: "Python", second: "SQL", license: "Apache-2.0", owner: "Data", visibility: public, status: tended, born: 60, people: 9, pace: 4, issues: 1, answer: 90, releases: 1, stars: 310},
	{name: "sieve", description: "Filters personal data out of logs before they leave the host.", language: "Rust", second: "Go", license: "Apache-2.0", owner: "Security", visibility: public, status: active, born: 28, people: 12, pace: 14, issues: 2, answer: 13, releases: 4, stars: 870},
	{name: "trammel", description: "Limits what a service may spend and warns before the limit.", language: "Go", second: "HCL", license: "MPL-2.0", owner: "Platform", visibility: public, status: growing, born: 13, people: 7, pace: 11, issues: 1, answer: 28, releases: 3, stars: 195},
	{name: "scribe", description: "Writes release notes from commits and asks a person where it is unsure.", language: "Ruby", second: "Shell", license: "MIT", owner: "Developer Tools", visibility: public, status: tended, born: 66, people: 11, pace: 5, issues: 1, answer: 70, releases: 1, stars: 430},
	{name: "ferrule", description: "Type-safe bindings between Rust and the JVM for hot loops.", language: "Rust", second: "Java", license: "MIT OR Apache-2.0", owner: "Platform", visibility: public, status: trial, born: 11, people: 4, pace: 10, issues: 1, answer: 33, releases: 2, stars: 280},
	{name: "keystone-forms", description: "Long forms for public services: saved as you go, in plain language.", language: "JavaScript", second: "HTML", license: "EUPL-1.2", owner: "Customer Services", visibility: public, status: active, born: 26, people: 13, pace: 15, issues: 2, answer: 21, releases: 4, stars: 225},
	{name: "lintel", description: "Checks that service descriptions keep the promises of the last version.", language: "Go", second: "TypeScript", license: "Apache-2.0", owner: "Developer Tools", visibility: public, status: active, born: 24, people: 9, pace: 12, issues: 2, answer: 17, releases: 4, stars: 340},
	{name: "tenon", description: "Small parts for web servers that fit together without a framework.", language: "Go", second: "", license: "BSD-2-Clause", owner: "Platform", visibility: public, status: tended, born: 80, people: 15, pace: 3, issues: 1, answer: 48, releases: 1, stars: 960},
	{name: "dovetail", description: "Joins two code histories into one and keeps who wrote what.", language: "Python", second: "", license: "GPL-3.0-or-later", owner: "Developer Tools", visibility: public, status: tended, born: 50, people: 6, pace: 2, issues: 1, answer: 120, releases: 1, stars: 515},
	{name: "bevel", description: "An older set of interface parts. Use filigree instead.", language: "JavaScript", second: "Less", license: "MIT", owner: "Design Systems", visibility: public, status: outdated, born: 90, people: 22, pace: 2, issues: 1, answer: 160, releases: 1, stars: 1340},
	{name: "clinch", description: "Retries with a memory. Its ideas live on in quench.", language: "Java", second: "", license: "Apache-2.0", owner: "Reliability", visibility: public, status: archived, born: 96, ended: 14, people: 12, pace: 7, issues: 1, answer: 75, releases: 2, stars: 470},
	{name: "mortar", description: "Glue between build tools that no longer exist.", language: "Groovy", second: "Java", license: "", owner: "Developer Tools", visibility: public, status: archived, born: 100, ended: 25, people: 8, pace: 4, issues: 1, answer: 140, releases: 1, stars: 88},
	{name: "whetstone", description: "Exercises for the engineering course, with their solutions.", language: "", second: "", license: "CC-BY-4.0", owner: "Open Source Office", visibility: public, status: trial, born: 2, empty: true, stars: 3},
	{name: "assay", description: "Weighs suppliers by delivery, quality and price.", language: "Python", second: "R", license: "LicenseRef-Acme-Proprietary", owner: "Purchasing", visibility: inside, status: active, born: 34, people: 8, pace: 13, issues: 2, answer: 25, releases: 3},
	{name: "ledger", description: "Books what the plants consume and produce.", language: "Java", second: "SQL", license: "LicenseRef-Acme-Proprietary", owner: "Finance", visibility: private, status: active, born: 88, people: 16, pace: 24, issues: 3, answer: 29, releases: 4},
	{name: "weighbridge", description: "Controls the scales at the gates of the plants.", language: "Rust", second: "C", license: "LicenseRef-Acme-Proprietary", owner: "Manufacturing", visibility: private, status: active, born: 43, people: 7, pace: 11, issues: 1, answer: 45, releases: 3},
	{name: "storefront", description: "The shop that customers see.", language: "TypeScript", second: "Ruby", license: "LicenseRef-Acme-Proprietary", owner: "Customer Services", visibility: inside, status: active, born: 64, people: 30, pace: 58, issues: 6, answer: 11, releases: 9},
	{name: "shim", description: "Adapters to systems that cannot be changed any more.", language: "Java", second: "COBOL", license: "", owner: "Finance", visibility: inside, status: tended, born: 94, people: 9, pace: 4, issues: 1, answer: 80, releases: 1, unfiled: true},
	{name: "gusset", description: "Strengthens the plant network: rules and their tests.", language: "HCL", second: "Python", license: "LicenseRef-Acme-Proprietary", owner: "Platform", visibility: private, status: active, born: 29, people: 6, pace: 14, issues: 1, answer: 23, releases: 2, unfiled: true},
	{name: "vise", description: "Holds machine settings and says who turned which screw.", language: "C#", second: "", license: "", owner: "Manufacturing", visibility: private, status: growing, born: 16, people: 5, pace: 9, issues: 1, answer: 38, releases: 1, unwatched: true},
	{name: "pestle", description: "A trial of grinding sensor data at the edge.", language: "C", second: "", license: "", owner: "Manufacturing", visibility: inside, status: archived, born: 31, ended: 19, people: 3, pace: 6, issues: 0.5, answer: 66, releases: 1},
}
