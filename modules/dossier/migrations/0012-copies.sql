-- Pourquoi une piece ne se communique pas (occultation attendue, compartiment) : projection du dernier fait `piece-reservee`.
alter table piece add column reserve text;

-- Recepisses des depots lies au dossier, verses d'eux-memes : projection des faits `recepisse-verse`.
create table recepisse (
  idj text not null,
  empreinte text not null,
  taille bigint not null,
  verse_a timestamptz not null,
  donnees jsonb not null,
  primary key (idj, empreinte)
);
create index recepisse_dossier on recepisse (idj, verse_a);

grant select, insert, update, delete on recepisse to ${application};
