-- A commit has a row for each of its files, or one row in newer schemas: the hash tells commits apart. Where Augur could not
-- read a date it writes one of 1 January 1970; such commits belong to no month.
with status as ({status}),
made as (
  select repo_id, cmt_commit_hash,
         min(coalesce(cmt_committer_timestamp, cmt_author_timestamp)) at time zone 'UTC' as made_at,
         min(lower(trim(cmt_author_raw_email))) as raw_email,
         min(lower(trim(cmt_author_email))) as email,
         min(trim(cmt_author_name)) as name,
         min(cast(cmt_ght_author_id as text)) as author,
         min(cmt_author_affiliation) as affiliation
  from augur_data.commits
  group by repo_id, cmt_commit_hash
),
-- One contributor behind each address, so that a person with several addresses counts once.
known as (
  select email, coalesce(min(case when listed then author end), min(author)) as author
  from (
    select lower(trim(alias_email)) as email, cast(cntrb_id as text) as author, true as listed
    from augur_data.contributors_aliases where cntrb_active = 1
    union all
    select lower(trim(cntrb_email)), cast(cntrb_id as text), false from augur_data.contributors
    union all
    select email, author, false from made where author is not null
  ) as seen
  where email <> ''
  group by email
),
told as (
  select m.repo_id, m.made_at, m.name, m.affiliation,
         coalesce(nullif(c.gh_html_url, ''), nullif(c.gl_web_url, ''), nullif(lower(trim(c.cntrb_canonical)), ''),
                  nullif(lower(trim(c.cntrb_email)), ''), nullif(m.email, ''), nullif(m.raw_email, ''), nullif(m.name, '')) as person,
         coalesce(c.gh_type, '') = 'Bot' or lower(coalesce(c.cntrb_login, '')) like '%[bot]'
           or coalesce(m.raw_email, '') like '%[bot]@%' or lower(coalesce(m.name, '')) like '%[bot]'
           or lower(coalesce(c.cntrb_login, '')) in ({bots}) or coalesce(m.raw_email, '') in ({bots})
           or lower(coalesce(m.name, '')) in ({bots}) as bot
  from made m
  left join known byraw on byraw.email = m.raw_email
  left join known byemail on byemail.email = m.email
  left join augur_data.contributors c on cast(c.cntrb_id as text) = coalesce(byraw.author, byemail.author, m.author)
),
reach as (
  select repo_id, repo_git, least(coalesce(items_at, commits_at), commits_at, cast($1 as timestamp)) as through
  from status where commits_at is not null
)
select r.repo_git as project,
       case when t.made_at >= timestamp '1970-01-02' then date_trunc('month', t.made_at) end as month,
       t.person as person,
       max(t.name) as name,
       max(case when t.affiliation not in ('', 'NULL', '(Unknown)') then t.affiliation end) as affiliation,
       t.bot as bot,
       count(*) as commits,
       sum(case when t.made_at >= r.through - interval '1 year' then 1 else 0 end) as year_commits,
       max(t.made_at) as last
from told t
join reach r on r.repo_id = t.repo_id
where t.made_at is null or t.made_at <= r.through
group by r.repo_git, case when t.made_at >= timestamp '1970-01-02' then date_trunc('month', t.made_at) end, t.person, t.bot
