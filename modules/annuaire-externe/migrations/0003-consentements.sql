-- Consentement expres d'une personne qui n'est pas un professionnel a recevoir par PLEX, pour une procedure (803-1, II CPP) :
-- projection des flux `consentement/<id>`. Revoque, il reste, date.
create table consentement (
  id uuid primary key,
  externe text not null references externe (id),
  idj text not null,
  courriel text not null,
  acte text not null,
  acte_date date not null,
  enregistre_a timestamptz not null,
  par text not null,
  par_nom text not null,
  par_organisation text not null,
  revoque_a timestamptz,
  revoque_par text,
  motif text
);
create index consentement_externe on consentement (externe) where revoque_a is null;
create index consentement_idj on consentement (idj, enregistre_a desc);

grant select, insert on consentement to ${application};
grant update (revoque_a, revoque_par, motif) on consentement to ${application};
