-- The part of Augur's schema that the ready queries read, with its types, and a small world with known answers.
create schema augur_data;
create schema augur_operations;

create table augur_data.repo_groups (repo_group_id bigserial primary key, rg_name text not null);
create table augur_data.repo (
  repo_id bigint primary key, repo_group_id bigint not null references augur_data.repo_groups, repo_git varchar not null unique,
  repo_path varchar, repo_name varchar, description varchar, forked_from varchar, repo_archived integer,
  data_collection_date timestamp(0) default current_timestamp);
create table augur_operations.collection_status (
  repo_id bigint primary key references augur_data.repo, core_status varchar not null default 'Pending', core_data_last_collected timestamp,
  secondary_status varchar not null default 'Pending', secondary_data_last_collected timestamp,
  facade_status varchar not null default 'Pending', facade_data_last_collected timestamp);
create table augur_data.repo_info (
  repo_info_id bigserial primary key, repo_id bigint not null references augur_data.repo, open_issues integer, fork_count integer,
  default_branch varchar, watchers_count integer, license varchar, stars_count integer, issues_closed bigint,
  pull_requests_open bigint, pull_requests_closed bigint, pull_requests_merged bigint, data_collection_date timestamp(0));
create table augur_data.contributors (
  cntrb_id uuid primary key, cntrb_login varchar unique, cntrb_email varchar, cntrb_full_name varchar, cntrb_canonical varchar,
  gh_login varchar, gh_html_url varchar, gh_type varchar, gl_web_url varchar, gl_username varchar);
create table augur_data.contributors_aliases (
  cntrb_alias_id bigserial primary key, cntrb_id uuid not null references augur_data.contributors, canonical_email varchar not null,
  alias_email varchar not null unique, cntrb_active smallint not null default 1);
create table augur_data.commits (
  cmt_id bigserial primary key, repo_id bigint not null references augur_data.repo, cmt_commit_hash varchar(80) not null,
  cmt_author_name varchar not null, cmt_author_raw_email varchar not null, cmt_author_email varchar not null, cmt_author_date varchar(10) not null,
  cmt_author_affiliation varchar default 'NULL', cmt_committer_date varchar not null, cmt_filename varchar not null,
  cmt_ght_author_id uuid references augur_data.contributors, cmt_committer_timestamp timestamptz(0), cmt_author_timestamp timestamptz(0),
  data_collection_date timestamp(0) default current_timestamp);
create table augur_data.issues (
  issue_id bigint primary key, repo_id bigint references augur_data.repo, reporter_id uuid references augur_data.contributors,
  pull_request bigint, created_at timestamp(0), closed_at timestamp(0), issue_title varchar, issue_state varchar);
create table augur_data.message (
  msg_id bigint primary key, cntrb_id uuid references augur_data.contributors, msg_text varchar, msg_timestamp timestamp(0), msg_sender_email varchar);
create table augur_data.issue_message_ref (
  issue_msg_ref_id bigserial primary key, issue_id bigint references augur_data.issues, msg_id bigint references augur_data.message);
create table augur_data.pull_requests (
  pull_request_id bigint primary key, repo_id bigint references augur_data.repo, pr_src_title varchar, pr_src_state varchar,
  pr_augur_contributor_id uuid references augur_data.contributors, pr_created_at timestamp(0), pr_closed_at timestamp(0), pr_merged_at timestamp(0));
create table augur_data.pull_request_message_ref (
  pr_msg_ref_id bigserial primary key, pull_request_id bigint references augur_data.pull_requests, msg_id bigint references augur_data.message);
create table augur_data.pull_request_reviews (
  pr_review_id bigint primary key, pull_request_id bigint not null references augur_data.pull_requests,
  cntrb_id uuid not null references augur_data.contributors, pr_review_state varchar, pr_review_submitted_at timestamp(6));
create table augur_data.pull_request_review_message_ref (
  pr_review_msg_ref_id bigserial primary key, pr_review_id bigint not null references augur_data.pull_request_reviews,
  msg_id bigint references augur_data.message);
create table augur_data.releases (
  release_id char(128) primary key, repo_id bigint not null references augur_data.repo, release_name varchar, release_created_at timestamp(6),
  release_published_at timestamp(6), release_is_draft boolean, release_is_prerelease boolean, release_tag_name varchar,
  release_url varchar, tag_only boolean);

insert into augur_data.repo_groups values (1, 'acme');
insert into augur_data.repo (repo_id, repo_group_id, repo_git, repo_name, description, forked_from, repo_archived) values
  (1, 1, 'https://github.com/acme/anvil',                       'anvil',   'Falls on command', 'Parent not available', 0),
  (2, 1, 'https://github.com/acme/bellows.git',                 'bellows', null,               'upstream/bellows',     1),
  (3, 1, 'https://github.com/acme/chisel',                      'chisel',  null,               null,                   null),
  (4, 1, 'https://gitlab.com/acme/tools/drill',                 'drill',   null,               null,                   0),
  (5, 1, 'https://oauth2:glpat-hidden@gitlab.example/acme/engine', 'engine', null,             null,                   0),
  (6, 1, 'https://github.com/acme/forge',                       'forge',   null,               null,                   0);
insert into augur_operations.collection_status (repo_id, core_status, core_data_last_collected, facade_status, facade_data_last_collected) values
  (1, 'Success', '2026-11-15 06:00:00', 'Success', '2026-11-15 03:00:00'),
  (2, 'Success', '2026-11-14 00:00:00', 'Pending', null),
  (4, 'Success', '2026-11-20 00:00:00', 'Success', '2026-11-20 00:00:00'), -- a clock that runs ahead
  (5, 'Pending', null,                  'Success', '2026-11-01 00:00:00'),
  (6, 'Ignore',  '2026-11-01 00:00:00', 'Ignore',  '2026-11-01 00:00:00');
insert into augur_data.repo_info (repo_id, stars_count, fork_count, watchers_count, default_branch, open_issues, data_collection_date) values
  (1, 12, 3, 4, 'main', 99, '2026-11-15 06:00:00'),
  (1, 11, 2, 3, 'master', 98, '2026-11-14 06:00:00'),
  (2, 0, null, 1, 'main', 0, '2026-11-14 00:00:00');

insert into augur_data.contributors (cntrb_id, cntrb_login, cntrb_email, cntrb_canonical, gh_login, gh_html_url, gh_type) values
  ('00000000-0000-0000-0000-00000000000a', 'Ada', 'ada@acme.example', 'ada@acme.example', 'Ada', 'https://github.com/Ada', 'User'),
  ('00000000-0000-0000-0000-00000000000b', 'bob', null, 'bob@acme.example', 'bob', null, 'User'),
  ('00000000-0000-0000-0000-00000000000d', 'dependabot[bot]', null, null, 'dependabot[bot]', 'https://github.com/apps/dependabot', 'Bot'),
  ('00000000-0000-0000-0000-00000000000e', 'ghost', null, null, 'ghost', 'https://github.com/ghost', 'User'),
  ('00000000-0000-0000-0000-00000000000f', 'acme-ci', null, null, 'acme-ci', 'https://github.com/acme-ci', 'User');
insert into augur_data.contributors_aliases (cntrb_id, canonical_email, alias_email, cntrb_active) values
  ('00000000-0000-0000-0000-00000000000a', 'ada@acme.example', 'ada@acme.example', 1),
  ('00000000-0000-0000-0000-00000000000a', 'ada@acme.example', 'Ada.Private@home.example', 1),
  ('00000000-0000-0000-0000-00000000000a', 'ada@acme.example', 'carol@acme.example', 0); -- no longer hers

create function pg_temp.commit(repo bigint, hash text, at timestamptz, name text, email text, files int default 1, who uuid default null, employer text default 'NULL')
returns void language sql as $$
  insert into augur_data.commits (repo_id, cmt_commit_hash, cmt_author_name, cmt_author_raw_email, cmt_author_email, cmt_author_date,
    cmt_committer_date, cmt_filename, cmt_ght_author_id, cmt_committer_timestamp, cmt_author_timestamp, cmt_author_affiliation, data_collection_date)
  select repo, hash, name, email, email, '2026-01-01', '2026-01-01', 'file' || n, who, at, at, employer, '2026-11-15 03:00:00' from generate_series(1, files) n
$$;
-- The borders of months and years, in the committer's own time zone.
select pg_temp.commit(1, 'a01', '2026-01-31 23:30:00-05', 'Ada', 'ada@acme.example', 3, null, '(Unknown)');       -- February in UTC
select pg_temp.commit(1, 'a02', '2026-03-01 00:30:00+02', 'Ada', 'ada.private@home.example', 2, null, 'Acme');    -- February in UTC
select pg_temp.commit(1, 'a03', '2025-11-15 03:00:00+00', 'Bob', 'bob@acme.example');                             -- the first second of the year
select pg_temp.commit(1, 'a04', '2025-11-15 02:59:59+00', 'Bob', 'bob@acme.example');                             -- the last before it
select pg_temp.commit(1, 'a05', '2026-11-15 03:00:00+00', 'Ada', 'ADA@acme.example', 1, null, 'Acme Tools');      -- the end of the round
select pg_temp.commit(1, 'a06', '2026-11-15 03:00:01+00', 'Ada', 'ada@acme.example');                             -- after it
-- A merge, machines of three kinds, people without address or name.
select pg_temp.commit(1, 'a07', '2026-03-05 12:00:00+00', 'Bob', 'bob@acme.example');
update augur_data.commits set cmt_filename = '(Merge commit)' where cmt_commit_hash = 'a07';
select pg_temp.commit(1, 'a08', '2026-03-06 12:00:00+00', 'dependabot', 'support@github.example', 1, '00000000-0000-0000-0000-00000000000d');
select pg_temp.commit(1, 'a09', '2026-03-07 12:00:00+00', 'renovate', '29139614+renovate[bot]@users.noreply.github.com');
select pg_temp.commit(1, 'a10', '2026-03-08 12:00:00+00', 'Build', 'ci@acme.example', 2);
select pg_temp.commit(1, 'a11', '2026-03-09 12:00:00+00', 'Carol', '');
select pg_temp.commit(1, 'a12', '2026-03-10 12:00:00+00', '', '');
-- One person with and without the number in a private address; one that is known by an account once.
select pg_temp.commit(1, 'a13', '2026-04-01 12:00:00+00', 'Dan', '12345+dan@users.noreply.github.com');
select pg_temp.commit(1, 'a14', '2026-04-02 12:00:00+00', 'Dan', 'dan@users.noreply.github.com');
update augur_data.commits set cmt_committer_timestamp = null where cmt_commit_hash = 'a14';
select pg_temp.commit(1, 'a15', '2026-05-01 12:00:00+00', 'Ada', 'ada@old.example', 1, '00000000-0000-0000-0000-00000000000a');
select pg_temp.commit(1, 'a16', '2026-05-02 12:00:00+00', 'Ada', 'ada@old.example');
-- A date that Augur could not read.
select pg_temp.commit(1, 'a17', '1970-01-01 00:00:15-05', 'Bob', 'bob@acme.example');
-- The same person elsewhere; a commit that is also in a fork.
select pg_temp.commit(4, 'd01', '2026-06-01 12:00:00+00', 'A. Lovelace', 'ada@acme.example');
select pg_temp.commit(4, 'a07', '2026-03-05 12:00:00+00', 'Bob', 'bob@acme.example');
select pg_temp.commit(5, 'e01', '2026-10-31 23:59:59+00', 'Eve', 'eve@acme.example');

insert into augur_data.issues (issue_id, repo_id, reporter_id, pull_request, created_at, closed_at, issue_title) values
  (1, 1, '00000000-0000-0000-0000-00000000000a', null, '2026-10-01 00:00:00', '2026-10-02 00:00:00', 'Falls too fast'),
  (2, 1, null,                                   null, '2026-10-31 23:59:59', null,                  'Falls up'),
  (3, 1, '00000000-0000-0000-0000-00000000000a', 1,    '2026-10-03 00:00:00', null,                  'A change request'),
  (4, 1, '00000000-0000-0000-0000-00000000000a', null, '2026-11-15 04:00:00', null,                  'After the round'),
  (5, 1, '00000000-0000-0000-0000-00000000000b', null, '2026-11-14 00:00:00', '2026-11-15 05:00:00', 'Closed after the round'),
  (6, 1, '00000000-0000-0000-0000-00000000000b', null, '2025-01-01 00:00:00', '2025-02-01 00:00:00', 'Long ago'),
  (7, 2, '00000000-0000-0000-0000-00000000000b', null, '2026-11-13 00:00:00', null,                  'Squeaks');
insert into augur_data.message (msg_id, cntrb_id, msg_text, msg_timestamp) values
  (1, '00000000-0000-0000-0000-00000000000a', 'I forgot to say', '2026-10-01 01:00:00'),
  (2, '00000000-0000-0000-0000-00000000000d', 'Thank you for your report', '2026-10-01 02:00:00'),
  (3, '00000000-0000-0000-0000-00000000000e', 'Who am I?', '2026-10-01 02:30:00'),
  (4, null,                                   'Nobody knows', '2026-10-01 02:40:00'),
  (5, '00000000-0000-0000-0000-00000000000f', 'Built', '2026-10-01 02:50:00'),
  (6, '00000000-0000-0000-0000-00000000000b', 'I see', '2026-10-01 05:00:00'),
  (7, '00000000-0000-0000-0000-00000000000b', 'Me too', '2026-11-01 01:59:59'),
  (8, '00000000-0000-0000-0000-00000000000a', 'Still', '2026-11-02 00:00:00'),
  (9, '00000000-0000-0000-0000-00000000000b', 'Looks good', '2026-10-03 06:00:00'),
  (10, '00000000-0000-0000-0000-00000000000a', 'This line', '2026-11-10 00:00:00');
insert into augur_data.issue_message_ref (issue_id, msg_id) values (1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (2, 7), (2, 8);
insert into augur_data.pull_requests (pull_request_id, repo_id, pr_augur_contributor_id, pr_created_at, pr_closed_at, pr_merged_at) values
  (1, 1, '00000000-0000-0000-0000-00000000000a', '2026-10-03 00:00:00', '2026-10-05 00:00:00', '2026-10-05 00:00:00'),
  (2, 1, '00000000-0000-0000-0000-00000000000d', '2026-10-04 00:00:00', '2026-10-06 00:00:00', null),
  (3, 1, null,                                   '2026-11-09 00:00:00', null,                  null);
insert into augur_data.pull_request_message_ref (pull_request_id, msg_id) values (1, 9);
insert into augur_data.pull_request_reviews values
  (1, 1, '00000000-0000-0000-0000-00000000000b', 'APPROVED', '2026-10-03 04:00:00'),
  (2, 1, '00000000-0000-0000-0000-00000000000a', 'COMMENTED', '2026-10-03 03:00:00'),
  (3, 3, '00000000-0000-0000-0000-00000000000a', 'PENDING', null);
insert into augur_data.pull_request_review_message_ref (pr_review_id, msg_id) values (3, 10);
insert into augur_data.releases (release_id, repo_id, release_name, release_created_at, release_published_at, release_is_draft, release_is_prerelease, release_tag_name, release_url, tag_only) values
  ('r1', 1, 'One', '2026-05-01 00:00:00', '2026-05-02 00:00:00', false, false, 'v1.0.0', 'https://github.com/acme/anvil/releases/v1.0.0', false),
  ('r2', 1, 'Next', '2026-11-01 00:00:00', null, true, false, 'v2.0.0', null, false),
  ('r3', 1, 'v1.1.0-rc1', '2026-10-01 00:00:00', null, null, true, '', 'javascript:alert(1)', true),
  ('r4', 1, 'Half', '2025-01-01 00:00:00', '2025-01-01 00:00:00', false, false, 'v0.5.0', null, false),
  ('r5', 1, 'No date', null, null, false, false, 'v0.0.1', null, false);
