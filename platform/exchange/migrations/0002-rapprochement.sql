-- Rapprochement : l'emetteur et le destinataire comparent, par fenetre de rangs, ce qui est parti et ce qui est arrive.
alter table echange_reception add column rang bigint;
create index echange_reception_rang on echange_reception (rang);
create index echange_envoi_rang on echange_envoi (rang);

-- Derniere comparaison de ce service pour ce qu'il a emis. `depuis` : les plis d'avant cette table n'ont pas de rang chez le destinataire.
create table echange_rapprochement (
  unique_ligne boolean primary key default true check (unique_ligne),
  depuis bigint not null,
  faite_a timestamptz,
  plis bigint not null default 0,
  fenetres integer not null default 0,
  racine text,
  erreur text
);
insert into echange_rapprochement (depuis) select coalesce(max(rang), 0) from echange_envoi;

-- Un pli que les deux services ne comptent pas pareil ; `repare_a` : rejoue et accuse, ou reconnu.
create table echange_ecart (
  numero bigint generated always as identity primary key,
  genre text not null check (genre in ('perdu', 'inattendu', 'different')),
  rang bigint not null,
  pli uuid not null,
  objet text not null,
  constate_a timestamptz not null default now(),
  repare_a timestamptz
);
create unique index echange_ecart_ouvert on echange_ecart (pli, genre) where repare_a is null;

grant select, update on echange_rapprochement to ${application};
grant select, insert, update on echange_ecart to ${application};
