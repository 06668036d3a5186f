import { Alerte, annoncer, Bouton, dateEtHeure, Panneau, pluriel, Puce } from '@ppn/kit';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../application/client.ts';
import { ROLES } from '../application/vocabulaire.ts';
import { type CompteRendu, type FaitPropose, type PersonneProposee, relire } from './lecture.ts';

type Role = keyof typeof ROLES;
const MANQUE_LE_ROLE = 'la qualité (victime, mis en cause ou témoin)';

/** Les personnes et les faits lus dans les pieces, a reprendre un a un ou tous ensemble ; rien n'est saisi sans un geste. */
export function Propositions({ idj, rendu }: { readonly idj: string; readonly rendu: CompteRendu }) {
  const [refus, poserRefus] = useState<string | undefined>(undefined);
  const [enCours, poserEnCours] = useState(false);
  const personnes = rendu.personnes.filter(({ reprise }) => !reprise);
  const faits = rendu.faits.filter(({ reprise }) => !reprise);
  const pretes = [
    ...personnes
      .filter(({ manques }) => manques.length === 0)
      .map((une) => () => reprendrePersonne(idj, une)),
    ...faits.filter(({ manques }) => manques.length === 0).map((un) => () => reprendreFait(idj, un)),
  ];
  if (personnes.length + faits.length === 0) return null;
  const reprendre = async (gestes: readonly (() => Promise<string | undefined>)[]): Promise<void> => {
    poserEnCours(true);
    const refuses: string[] = [];
    for (const geste of gestes) refuses.push(...[await geste()].filter((phrase) => phrase !== undefined));
    poserEnCours(false);
    poserRefus(refuses[0]);
    const faites = gestes.length - refuses.length;
    if (faites > 0) annoncer(`${pluriel(faites, 'fiche')} au dossier.`);
    relire(idj);
  };
  return (
    <Panneau
      titre="Proposé à la saisie"
      nu
      actions={
        pretes.length > 1 ? (
          <Bouton enCours={enCours} onClick={() => void reprendre(pretes)}>
            {`Reprendre les ${pretes.length} fiches complètes`}
          </Bouton>
        ) : undefined
      }
    >
      {refus === undefined ? null : (
        <Alerte ton="danger" vive>
          {refus}
        </Alerte>
      )}
      <ul className="liste">
        {personnes.map((une) => (
          <li key={une.id} className="import-piece">
            <Personne
              une={une}
              enCours={enCours}
              reprendre={(role) => void reprendre([() => reprendrePersonne(idj, une, role)])}
            />
          </li>
        ))}
        {faits.map((un) => (
          <li key={un.id} className="import-piece">
            <Fait
              idj={idj}
              un={un}
              enCours={enCours}
              reprendre={() => void reprendre([() => reprendreFait(idj, un)])}
            />
          </li>
        ))}
      </ul>
    </Panneau>
  );
}

function Personne({
  une,
  enCours,
  reprendre,
}: {
  readonly une: PersonneProposee;
  readonly enCours: boolean;
  readonly reprendre: (role: Role | undefined) => void;
}) {
  const [role, poserRole] = useState<Role | undefined>(undefined);
  const { valeur, manques, pieces } = une;
  const nom = [valeur.prenoms, valeur.nom].filter(Boolean).join(' ') || 'Personne sans nom';
  const resteAManquer = manques.filter((manque) => manque !== MANQUE_LE_ROLE || role === undefined);
  return (
    <>
      <div className="import-tete">
        <strong>{nom}</strong>
        {valeur.roles.map((connu) => (
          <Puce key={connu} ton={connu === 'mis-en-cause' ? 'alerte' : 'info'}>
            {ROLES[connu]}
          </Puce>
        ))}
        {manques.includes(MANQUE_LE_ROLE) ? (
          <select
            className="saisie import-role"
            aria-label={`Qualité de ${nom}`}
            value={role ?? ''}
            onChange={({ target }) => poserRole(ROLES_CHOIX.find((choix) => choix === target.value))}
          >
            <option value="">Qualité…</option>
            {ROLES_CHOIX.map((choix) => (
              <option key={choix} value={choix}>
                {ROLES[choix]}
              </option>
            ))}
          </select>
        ) : null}
        <span className="import-fin">
          <Reprendre quoi={nom} manques={resteAManquer} enCours={enCours} surClic={() => reprendre(role)} />
        </span>
      </div>
      <p className="petit">
        {[
          valeur.neLe === '' ? '' : `né(e) le ${valeur.neLe.split('-').reverse().join('/')}`,
          valeur.neA === '' ? '' : `à ${valeur.neA}`,
          valeur.adresse,
          source(pieces),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </>
  );
}

const ROLES_CHOIX = ['victime', 'mis-en-cause', 'temoin'] as const;

function Fait({
  idj,
  un,
  enCours,
  reprendre,
}: {
  readonly idj: string;
  readonly un: FaitPropose;
  readonly enCours: boolean;
  readonly reprendre: () => void;
}) {
  const { valeur, manques, pieces } = un;
  const libelle = valeur.libelle || 'Fait sans libellé';
  return (
    <>
      <div className="import-tete">
        <span className="cote">{valeur.natinf ?? '—'}</span>
        <strong>{libelle}</strong>
        <span className="import-fin">
          <Reprendre quoi={libelle} manques={manques} enCours={enCours} surClic={reprendre} />
        </span>
      </div>
      <p className="petit">
        {[
          valeur.debut === null ? '' : dateEtHeure(valeur.debut),
          valeur.adresse,
          valeur.commune,
          source(pieces),
        ]
          .filter(Boolean)
          .join(' · ')}
        {manques.length === 0 ? null : (
          <>
            {' · '}
            <Link to="/dossiers/$idj/faits/$faitId" params={{ idj, faitId: un.id }}>
              Saisir à la main
            </Link>
          </>
        )}
      </p>
    </>
  );
}

const source = (pieces: readonly string[]): string =>
  pieces.length === 1 ? `lu dans ${pieces[0] ?? ''}` : `lu dans ${pieces.length} pièces`;

function Reprendre({
  quoi,
  manques,
  enCours,
  surClic,
}: {
  readonly quoi: string;
  readonly manques: readonly string[];
  readonly enCours: boolean;
  readonly surClic: () => void;
}) {
  if (manques.length > 0) return <span className="petit">{phraseDeManque(manques)}</span>;
  return (
    <Bouton enCours={enCours} onClick={surClic} aria-label={`Reprendre ${quoi}`}>
      Reprendre
    </Bouton>
  );
}

const phraseDeManque = (manques: readonly string[]): string =>
  manques.length === 1 && manques[0] === MANQUE_LE_ROLE
    ? 'Choisissez sa qualité.'
    : `Il manque ${manques.join(', ')}.`;

/** Enregistre la personne sous l'identifiant propose ; rend la phrase du refus, s'il y en a un. */
async function reprendrePersonne(
  idj: string,
  { id, valeur }: PersonneProposee,
  role?: Role,
): Promise<string | undefined> {
  const roles = role === undefined ? valeur.roles : [...new Set([...valeur.roles, role])];
  const rendu = await client.appeler('PUT /api/dossiers/:idj/personnes/:id', {
    idj,
    id,
    corps: { ...valeur, roles },
  });
  return rendu.ok ? undefined : `${valeur.nom} : ${rendu.refus.detail}`;
}

async function reprendreFait(idj: string, { id, valeur }: FaitPropose): Promise<string | undefined> {
  if (valeur.natinf === null || valeur.debut === null) return `${valeur.libelle} : fiche incomplète.`;
  const rendu = await client.appeler('PUT /api/dossiers/:idj/faits/:id', {
    idj,
    id,
    corps: {
      natinf: valeur.natinf,
      debut: valeur.debut,
      fin: valeur.fin,
      lieu: { adresse: valeur.adresse, commune: valeur.commune, zone: valeur.zone },
    },
  });
  return rendu.ok ? undefined : `${valeur.libelle} : ${rendu.refus.detail}`;
}
