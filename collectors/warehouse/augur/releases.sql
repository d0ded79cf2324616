select r.repo_git as project,
       coalesce(nullif(trim(l.release_tag_name), ''), l.release_name) as tag,
       l.release_name as name,
       coalesce(l.release_published_at, l.release_created_at) as published,
       coalesce(l.release_is_prerelease, false) as prerelease,
       l.release_url as url
from augur_data.releases l
join augur_data.repo r on r.repo_id = l.repo_id
where not coalesce(l.release_is_draft, false) and coalesce(l.release_published_at, l.release_created_at) is not null
