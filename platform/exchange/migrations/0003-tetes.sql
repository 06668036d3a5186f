-- Empreinte de la tete de dossier portee par le pli : l'accuse doit la redire.
alter table echange_envoi add column tete_empreinte text;
