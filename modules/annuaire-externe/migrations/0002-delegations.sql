-- Un collaborateur (secretaire, clerc) n'est d'aucune liste : un inscrit le declare, et repond de lui.
alter table externe drop constraint externe_genre_check;
alter table externe add constraint externe_genre_check
  check (genre in ('avocat', 'commissaire-de-justice', 'expert', 'personne', 'collaborateur'));

-- Projection des flux `delegation/<id>` : qui supplee qui, et quand.
create table delegation (
  id uuid primary key,
  delegant text not null references externe (id),
  delegataire text not null references externe (id),
  du date not null,
  au date not null,
  donnee_a timestamptz not null,
  revoquee_a timestamptz,
  check (delegant <> delegataire and du <= au)
);
create index delegation_delegataire on delegation (delegataire) where revoquee_a is null;
create index delegation_delegant on delegation (delegant, donnee_a desc);

grant select, insert on delegation to ${application};
grant update (revoquee_a) on delegation to ${application};
