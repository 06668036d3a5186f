import { Alerte, dateCourte, EtatVide, Liste, nombre, Panneau, pluriel, Puce, Rang } from '@ppn/kit';
import type { DossierTrouve, PersonneTrouvee, PieceTrouvee, Resultat } from '@ppn/recherche/contract';
import type { ReactNode } from 'react';
import type { Demande } from './demande.ts';
import type { Cible } from './palette.ts';

/** Rend un lien du portail vers un resultat. */
export type Lien = (
  cible: Cible,
  proprietes: { readonly className: string; readonly 'data-rang': ''; readonly children: ReactNode },
) => ReactNode;

/** Les resultats : personnes, procedures, pieces ; ce qu'il faut savoir d'eux est dit d'abord. */
export function Resultats({
  pages,
  demande,
  lien,
}: {
  readonly pages: readonly Resultat[];
  readonly demande: Demande;
  readonly lien: Lien;
}) {
  const [premiere] = pages;
  if (premiere === undefined) return null;
  const { dossiers, personnes } = premiere;
  const pieces = pages.flatMap((page) => page.pieces);
  return (
    <>
      <output className="discret petit">{enNombre(premiere)}</output>
      <ASavoir resultat={premiere} />
      {dossiers.length + personnes.length + pieces.length === 0 ? (
        <EtatVide>
          <p>
            Rien ne répond{demande.q === undefined ? '' : ` à « ${demande.q} »`} dans vos procédures. Essayez
            moins de mots, un nom seul, ou ôtez une facette.
          </p>
        </EtatVide>
      ) : null}
      {personnes.length === 0 ? null : <Personnes personnes={personnes} lien={lien} />}
      {dossiers.length === 0 ? null : <Dossiers dossiers={dossiers} lien={lien} />}
      {pieces.length === 0 ? null : (
        <Panneau titre="Pièces" nu>
          <Liste libelle="Pièces trouvées">
            {pieces.map((piece) => (
              <Rang key={piece.piece}>
                {lien(
                  { ...piece, genre: 'piece' },
                  { className: 'rang rang-trouve', 'data-rang': '', children: <LaPiece piece={piece} /> },
                )}
              </Rang>
            ))}
          </Liste>
        </Panneau>
      )}
    </>
  );
}

const enNombre = ({ total, auMoins, personnes, dossiers }: Resultat): string =>
  [
    `${auMoins ? 'Plus de ' : ''}${pluriel(total, 'pièce')}`,
    ...(dossiers.length === 0 ? [] : [pluriel(dossiers.length, 'procédure')]),
    ...(personnes.length === 0 ? [] : [pluriel(personnes.length, 'personne')]),
  ].join(', ');

const ASavoir = ({ resultat }: { readonly resultat: Resultat }) => (
  <>
    {resultat.elargie ? (
      <Alerte>
        <p>
          {resultat.exactes === 0
            ? 'Aucune pièce ne porte tous ces mots : celles-ci n’en portent qu’une partie.'
            : `${pluriel(resultat.exactes, 'pièce')} ${resultat.exactes === 1 ? 'porte' : 'portent'} tous ces mots ; les suivantes n’en portent qu’une partie.`}
        </p>
      </Alerte>
    ) : null}
    {resultat.auMoins ? (
      <p className="discret petit">
        Les {nombre(resultat.total)} plus récentes sont classées. Ajoutez un mot ou une facette pour voir plus
        loin.
      </p>
    ) : null}
    {resultat.aLire + resultat.illisibles === 0 ? null : (
      <p className="discret petit">
        {[
          ...(resultat.aLire === 0 ? [] : [`${pluriel(resultat.aLire, 'pièce')} en cours de lecture`]),
          ...(resultat.illisibles === 0
            ? []
            : [
                `${pluriel(resultat.illisibles, 'pièce')} dont le texte ne se lit pas (trouvable par son titre)`,
              ]),
        ].join(' ; ')}
        .
      </p>
    )}
  </>
);

const LaPiece = ({ piece }: { readonly piece: PieceTrouvee }) => (
  <>
    <span className="trouve-tete">
      <span className="rang-titre">{piece.titre}</span>
      <span className="trouve-endroit">
        <Puce ton="accent">{`Pièce ${piece.cote}, page ${piece.page}`}</Puce>
        <span className="discret petit chiffres">{dateCourte(piece.versee)}</span>
      </span>
    </span>
    <span className="discret petit">
      {piece.numero} · {piece.intitule} · {piece.unite}
    </span>
    {piece.extrait.length === 0 ? null : (
      <span className="trouve-extrait">
        {piece.extrait.map(({ texte, trouve }, rang) =>
          // Des morceaux d'un meme texte, dans leur ordre : leur rang les nomme.
          trouve ? <mark key={rang}>{texte}</mark> : texte,
        )}
      </span>
    )}
  </>
);

const ROLES: Readonly<Record<string, string>> = {
  victime: 'victime',
  'mis-en-cause': 'mis en cause',
  temoin: 'témoin',
};

const Personnes = ({
  personnes,
  lien,
}: {
  readonly personnes: readonly PersonneTrouvee[];
  readonly lien: Lien;
}) => (
  <Panneau titre="Personnes" nu>
    <Liste libelle="Personnes trouvées">
      {personnes.map(({ idj, personne, nom, neLe, roles, numero, intitule, proche }) => (
        <Rang key={`${idj} ${personne}`}>
          {lien(
            { genre: 'personne', idj, personne },
            {
              className: 'rang',
              'data-rang': '',
              children: (
                <>
                  <span className="rang-titre">{nom}</span>
                  <span className="rang-suite">
                    {[neLe === '' ? '' : `né(e) le ${dateCourte(neLe)}`, numero, intitule]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                  <span className="rang-fin">
                    {proche ? <Puce ton="alerte">nom proche</Puce> : null}
                    {roles.map((role) => (
                      <Puce key={role}>{ROLES[role] ?? role}</Puce>
                    ))}
                  </span>
                </>
              ),
            },
          )}
        </Rang>
      ))}
    </Liste>
  </Panneau>
);

const Dossiers = ({
  dossiers,
  lien,
}: {
  readonly dossiers: readonly DossierTrouve[];
  readonly lien: Lien;
}) => (
  <Panneau titre="Procédures" nu>
    <Liste libelle="Procédures trouvées">
      {dossiers.map(({ idj, numero, intitule, unite, majA }) => (
        <Rang key={idj}>
          {lien(
            { genre: 'dossier', idj },
            {
              className: 'rang',
              'data-rang': '',
              children: (
                <>
                  <span className="rang-titre">{intitule}</span>
                  <span className="rang-suite">{`${numero} · ${idj} · ${unite}`}</span>
                  <span className="rang-fin discret petit chiffres">{dateCourte(majA)}</span>
                </>
              ),
            },
          )}
        </Rang>
      ))}
    </Liste>
  </Panneau>
);

/** Avant toute question : ce qui se cherche, et comment. */
export const CommentChercher = () => (
  <EtatVide>
    <p>
      Cherchez dans tout ce que vos procédures contiennent : le texte des pièces, les personnes, les lieux.
    </p>
    <dl className="chercher-aide">
      <dt>cambriolage bijoux</dt>
      <dd>tous les mots, au singulier comme au pluriel, avec ou sans accents</dd>
      <dt>« bague en or »</dt>
      <dd>ces mots, dans cet ordre</dd>
      <dt>véhicule -vélo</dt>
      <dd>avec le premier, sans le second</dd>
      <dt>Duppont</dt>
      <dd>les personnes dont le nom ressemble ou sonne pareil</dd>
      <dt>12/03/2026 · natinf 7151 · AB-123-CD</dt>
      <dd>une date, une infraction, une plaque</dd>
    </dl>
    <p className="discret petit">Chaque recherche est inscrite au journal des accès (R. 249-16 CPP).</p>
  </EtatVide>
);
