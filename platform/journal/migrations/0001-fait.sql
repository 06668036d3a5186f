-- Journal des faits : on y ajoute, on n'y change rien.
-- La sequence reste sans cache (cache 1) : l'horizon de lecture s'appuie sur l'ordre exact des tirages.
create sequence fait_position as bigint cache 1;

create table fait (
  position bigint primary key default nextval('fait_position'),
  flux text not null check (char_length(flux) between 1 and 200),
  version integer not null check (version > 0),
  type text not null check (char_length(type) between 1 and 100),
  donnees jsonb not null check (octet_length(donnees::text) <= 524288),
  survenu_a text not null check (survenu_a ~ '^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}\[[A-Za-z_+\-/0-9]+\]$'),
  enregistre_a timestamptz not null default clock_timestamp(),
  auteur text not null check (char_length(auteur) between 1 and 200),
  unique (flux, version)
);
alter sequence fait_position owned by fait.position;

-- Chaque ecrivain annonce, avant de tirer une position, la plus petite qu'il pourrait tirer moins un :
-- verrou consultatif partage, tenu jusqu'a la fin de sa transaction. Cle : 0x4641 sur 16 bits, position sur 48.
-- Une annonce par transaction suffit (la premiere est la plus basse) ; `ppn.annonce` s'efface avec elle, ou avec le point de reprise qui la lache.
create function fait_annoncer() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('ppn.annonce', true), '') = '' then
    perform pg_advisory_xact_lock_shared((17985::bigint << 48) | (select case when is_called then last_value else last_value - 1 end from fait_position));
    perform set_config('ppn.annonce', '1', true);
  end if;
  return null;
end $$;

-- Position jusqu'ou plus aucun fait ne peut apparaitre. Ordre imperatif : la sequence, puis les annonces (puis, apres, la lecture des faits).
create function fait_horizon() returns bigint language plpgsql volatile as $$
declare
  tiree bigint;
  annoncee bigint;
begin
  select case when is_called then last_value else last_value - 1 end into tiree from fait_position;
  select min(((classid::bigint << 32) | objid::bigint) & 281474976710655) into annoncee
    from pg_locks
    where locktype = 'advisory' and mode = 'ShareLock' and objsubid = 1 and (classid::bigint >> 16) = 17985
      and database = (select oid from pg_database where datname = current_database());
  return least(tiree, coalesce(annoncee, tiree));
end $$;

create function fait_prevenir() returns trigger language plpgsql as $$
declare
  derniere bigint;
begin
  select max(position) into derniere from nouveaux;
  if derniere is not null then
    perform pg_notify('fait', derniere::text);
  end if;
  return null;
end $$;

create function fait_immuable() returns trigger language plpgsql as $$
begin
  raise exception 'Un fait du journal ne se modifie pas et ne s''efface pas.' using errcode = '42501';
end $$;

create trigger fait_1_annoncer before insert on fait for each statement execute function fait_annoncer();
create trigger fait_2_prevenir after insert on fait referencing new table as nouveaux for each statement execute function fait_prevenir();
create trigger fait_3_immuable before update or delete on fait for each row execute function fait_immuable();
create trigger fait_4_intronquable before truncate on fait for each statement execute function fait_immuable();
alter table fait enable always trigger fait_1_annoncer;
alter table fait enable always trigger fait_3_immuable;
alter table fait enable always trigger fait_4_intronquable;

-- Ou en est chaque lecteur.
create table abonnement (
  nom text primary key check (char_length(nom) between 1 and 100),
  position bigint not null default 0 check (position >= 0)
);

grant select, insert on fait to ${application};
grant usage, select on sequence fait_position to ${application};
grant select, insert, update on abonnement to ${application};
