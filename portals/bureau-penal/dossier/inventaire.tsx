import { exiger, type Probleme, type ReponsePour } from '@ppn/api-client';
import type { VueDossier } from '@ppn/dossier/contract';
import {
  Alerte,
  annoncer,
  Bouton,
  Chargement,
  dateEtHeure,
  Echec,
  EtatVide,
  pluriel,
  Puce,
  useRaccourcis,
} from '@ppn/kit';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import { client, type ContratJustice, problemeDe } from '../client.ts';
import { memoire } from '../donnees.ts';
import { cotesApres, type Deplacement } from './deplacer-une-cote.ts';

type Inventaire = ReponsePour<ContratJustice, 'GET /api/dossiers/:idj/inventaire'>;
type Ligne = Inventaire['lignes'][number];

const lectureInventaire = (idj: string) =>
  queryOptions({
    queryKey: ['dossier', idj, 'inventaire'],
    queryFn: () => exiger(client.appeler('GET /api/dossiers/:idj/inventaire', { idj })),
  });

/** L'inventaire : cotes par serie, ce qui est retire y reste ; le greffier ajuste au clavier, puis certifie. */
export const Inventaire = ({ dossier: { idj, peut } }: { readonly dossier: VueDossier }) => {
  const lecture = useQuery(lectureInventaire(idj));
  const [refus, setRefus] = useState<Probleme>();
  const [certifier, setCertifier] = useState(false);
  const lignes = lecture.data?.lignes ?? [];
  const sansCote = lignes.filter(({ genre, cote }) => genre === 'acte' && cote === '').length;
  const libres = lignes.filter(
    ({ genre, cote, certifiee }) => genre === 'acte' && cote !== '' && !certifiee,
  ).length;
  const cote = peut.includes('coter');
  const garder = (rendu: Awaited<ReturnType<typeof coter>>): void => {
    setRefus(rendu.ok ? undefined : rendu.refus);
    if (rendu.ok) memoire.setQueryData(lectureInventaire(idj).queryKey, rendu.valeur);
  };
  const coter = () => client.appeler('POST /api/dossiers/:idj/cotes', { idj });
  const coterDOffice = (): void => {
    if (cote && sansCote > 0) void coter().then(garder);
  };
  const deplacer = (ligne: Ligne, vers: Deplacement): void => {
    const cotes = cotesApres(lignes, ligne, vers);
    if (!cote || cotes.length === 0) return;
    void client
      .appeler('PUT /api/dossiers/:idj/cotes', { idj, corps: { cotes: [...cotes] } })
      .then((rendu) => {
        garder(rendu);
        const placee = rendu.ok ? rendu.valeur.lignes.find(({ piece }) => piece === ligne.piece) : undefined;
        if (placee !== undefined) annoncer(`${placee.titre} : ${placee.cote}`);
      });
  };
  useRaccourcis([{ touche: 'c', libelle: 'Coter d’office', groupe: 'Dossier', action: coterDOffice }]);
  if (lecture.isPending) return <Chargement libelle="Chargement de l’inventaire" />;
  if (lecture.isError)
    return <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />;
  return (
    <div className="panneau-corps pile">
      <div className="rangee">
        {cote && sansCote > 0 ? (
          <Bouton genre="primaire" touche="C" onClick={coterDOffice}>
            Coter {pluriel(sansCote, 'pièce')}
          </Bouton>
        ) : null}
        {cote && libres > 0 ? (
          <Bouton aria-expanded={certifier} onClick={() => setCertifier(!certifier)}>
            Certifier {pluriel(libres, 'cote')}…
          </Bouton>
        ) : null}
        <a
          className="bouton bouton-discret"
          href={client.adresse('GET /api/dossiers/:idj/inventaire/pdf', { idj })}
        >
          Inventaire en PDF
        </a>
        <a
          className="bouton bouton-discret"
          href={client.adresse('GET /api/dossiers/:idj/inventaire/csv', { idj })}
          download
        >
          en tableau (CSV)
        </a>
      </div>
      {refus === undefined ? null : <Echec probleme={refus} />}
      {certifier && libres > 0 ? (
        <Alerte ton="attention" titre="Certifier la cotation ?">
          <p>
            Certifiées, ces cotes ne changent plus : une pièce nouvelle prendra la suite, une pièce retirée
            gardera sa ligne. La certification est scellée au journal, à votre nom.
          </p>
          <Bouton
            genre="primaire"
            onClick={() => {
              setCertifier(false);
              void client.appeler('POST /api/dossiers/:idj/cotes/certification', { idj }).then(garder);
            }}
          >
            Certifier
          </Bouton>
        </Alerte>
      ) : null}
      <Series inventaire={lecture.data} surDeplacement={cote ? deplacer : undefined} />
    </div>
  );
};

type Deplacer = (ligne: Ligne, vers: Deplacement) => void;

const Series = ({
  inventaire: { series, lignes },
  surDeplacement,
}: {
  readonly inventaire: Inventaire;
  readonly surDeplacement: Deplacer | undefined;
}) => {
  const groupes = [
    ...series.map(({ lettre, libelle }) => ({
      titre: `${lettre}. ${libelle}`,
      siennes: lignes.filter(({ cote }) => cote.startsWith(lettre)),
    })),
    { titre: 'Pas encore cotées', siennes: lignes.filter(({ cote }) => cote === '') },
  ].filter(({ siennes }) => siennes.length > 0);
  if (groupes.length === 0)
    return (
      <EtatVide>
        <p>Aucune pièce dans ce dossier.</p>
      </EtatVide>
    );
  return (
    <>
      {surDeplacement === undefined ? null : (
        <p className="petit discret">
          Sur une ligne : <kbd>Alt</kbd> et les flèches la montent ou la descendent, <kbd>Alt</kbd> et une
          lettre la changent de série.
        </p>
      )}
      {groupes.map(({ titre, siennes }) => (
        <section key={titre} aria-label={titre}>
          <h3>{titre}</h3>
          <ol className="liste inventaire">
            {siennes.map((ligne) => (
              <LigneDInventaire
                key={ligne.piece}
                ligne={ligne}
                lettres={series.map(({ lettre }) => lettre)}
                surDeplacement={ligne.genre === 'acte' && !ligne.certifiee ? surDeplacement : undefined}
              />
            ))}
          </ol>
        </section>
      ))}
    </>
  );
};

const LigneDInventaire = ({
  ligne,
  lettres,
  surDeplacement,
}: {
  readonly ligne: Ligne;
  readonly lettres: readonly string[];
  readonly surDeplacement: Deplacer | undefined;
}) => {
  const bouton = useRef<HTMLButtonElement>(null);
  const surTouche = (evenement: KeyboardEvent): void => {
    if (!evenement.altKey || surDeplacement === undefined) return;
    const lettre = evenement.key.toLocaleUpperCase('fr');
    const vers: Deplacement | undefined =
      evenement.key === 'ArrowUp'
        ? { pas: -1 }
        : evenement.key === 'ArrowDown'
          ? { pas: 1 }
          : lettres.includes(lettre)
            ? { serie: lettre }
            : undefined;
    if (vers === undefined) return;
    evenement.preventDefault();
    surDeplacement(ligne, vers);
  };
  const detail = (
    <>
      {ligne.pages === null ? '' : `${ligne.pages} p. · `}versée le {dateEtHeure(ligne.versee)}
    </>
  );
  return (
    <li className="ligne-inventaire" data-retiree={ligne.retrait !== null || undefined}>
      <span className="cote chiffres">{ligne.cote === '' ? '—' : ligne.cote}</span>
      <span className="pile-serree">
        {surDeplacement === undefined || ligne.cote === '' ? (
          <span>{ligne.titre}</span>
        ) : (
          <button
            ref={bouton}
            type="button"
            className="bouton bouton-discret piece-titre"
            data-rang
            onKeyDown={surTouche}
            onClick={() => bouton.current?.focus()}
            aria-label={`${ligne.cote}, ${ligne.titre} : Alt et flèches pour déplacer`}
          >
            {ligne.titre}
          </button>
        )}
        <span className="petit discret">{detail}</span>
      </span>
      <span className="rangee">
        {ligne.retrait === null ? null : (
          <Puce ton="danger">
            retirée par la pièce {ligne.retrait.ordre.numero} (art. {ligne.retrait.article})
          </Puce>
        )}
        {ligne.certifiee && ligne.genre === 'acte' ? <Puce ton="succes">certifiée</Puce> : null}
      </span>
    </li>
  );
};
