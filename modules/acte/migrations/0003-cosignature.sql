-- Cosignatures : le PDF deja signe par son redacteur, ceux qui l'ont signe, et qui doit le signer ensuite.
alter table brouillon drop constraint brouillon_etat_check;
alter table brouillon
  add constraint brouillon_etat_check check (etat in ('brouillon', 'gele', 'signature-recue', 'a-cosigner')),
  add column pdf_signe bytea,
  add column signataires jsonb not null default '[]',
  add column cosignataire text;
create index brouillon_cosignataire on brouillon (cosignataire) where etat = 'a-cosigner';
