-- Journal des acces (R.249-16 CPP) : qui, quand, quoi, pourquoi, avec quel resultat. On y ajoute, on n'y change rien.
create table consultation (
  numero bigint generated always as identity primary key,
  quand timestamptz not null default clock_timestamp(),
  matricule text not null,
  agent text not null,
  qualite text not null,
  rattachement text not null,
  idj text,
  piece text,
  action text not null,
  motif text not null,
  resultat text not null check (resultat in ('accorde', 'refuse')),
  adresse text not null default ''
);
create index consultation_dossier on consultation (idj, numero desc);

create function consultation_immuable() returns trigger language plpgsql as $$
begin
  raise exception 'Le journal des consultations ne se modifie pas.' using errcode = '42501';
end $$;
create trigger consultation_immuable before update or delete on consultation for each row execute function consultation_immuable();
create trigger consultation_intronquable before truncate on consultation for each statement execute function consultation_immuable();
alter table consultation enable always trigger consultation_immuable;
alter table consultation enable always trigger consultation_intronquable;

grant select, insert on consultation to ${application};
