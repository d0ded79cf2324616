-- Who answers: accounts that were deleted could be anyone, the author too, and machines do not count.
select cntrb_id, machine, not machine and login <> 'ghost' as human
from (
  select cntrb_id, lower(coalesce(cntrb_login, '')) as login,
         coalesce(gh_type, '') = 'Bot' or lower(coalesce(cntrb_login, '')) like '%[bot]' or lower(coalesce(cntrb_login, '')) in ({bots}) as machine
  from augur_data.contributors
) as accounts
